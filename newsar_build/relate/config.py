"""The thresholds of relate, each with its reason; `relate:` in config.yaml may set them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class RelateConfig(BaseModel):
    """Settings of stories, connections and graphs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    story_similarity: float = Field(default=0.18, ge=0, le=1)
    """Mean likeness (0–1) from which two groups of reports tell one event: the mean B³ F over the development sets is
    .933 at .17, .935 at .18 and .932 at .19."""
    brief_nodes: int = Field(default=12, ge=2, le=60)
    """Nodes of a brief's own graph: as many as can be read."""
    entity_edges: int = Field(default=12, ge=1)
    """A brief links only its most salient entities: the rest are asides."""
    dossier_nodes: int = Field(default=14, ge=2, le=60)
    """Nodes of an entity's or topic's own graph."""
    graph_nodes: int = Field(default=5000, ge=2)
    """Nodes of the whole graph, the heaviest: a browser draws as many without a stop."""
    graph_edges: int = Field(default=20000, ge=1)
    """Links of the whole graph that are laid out and shown at first: the weakest are left to the page's filter."""
    related: int = Field(default=5, ge=0)
    """Other briefs that a brief's page names."""
