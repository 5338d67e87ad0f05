// Draws the contract of the API. Nothing is asked of any other site.
SwaggerUIBundle({
  url: document.getElementById("contract").dataset.contract,
  domNode: document.getElementById("contract"),
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  validatorUrl: null,
});
