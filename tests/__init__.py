"""The specification of the product, as tests that mirror the code."""
