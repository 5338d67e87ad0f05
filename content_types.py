"""THE registry: one line per content type. Routes, editions, seeds and tests follow from it."""

from api.schemas.clinic import ClinicSchema
from api.schemas.fact import FactSchema
from api.schemas.faq import FaqSchema
from api.schemas.section import SectionSchema
from api.schemas.side_effect import SideEffectSchema
from api.schemas.source import SourceSchema
from models.clinic import Clinic
from models.fact import Fact
from models.faq import Faq
from models.section import GuideSection
from models.side_effect import SideEffect
from models.source import Source
from services.registry import ContentType

CONTENT_TYPES = (
    ContentType("clinic", Clinic, ClinicSchema, singleton=True),
    ContentType("facts", Fact, FactSchema),
    ContentType("sections", GuideSection, SectionSchema),
    ContentType("side-effects", SideEffect, SideEffectSchema),
    ContentType("faqs", Faq, FaqSchema, called=("question", "questions")),
    ContentType("sources", Source, SourceSchema),
)
