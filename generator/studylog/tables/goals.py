"""Tables of goals: how far each is, and what records said of it."""

from collections.abc import Iterator

from ..figures import Figures
from ..measure.readiness import GoalProgress, Snapshot
from ..model import AspectEstimate
from .column import LINE_KEY, OF_PART, PART_KEY, Column, Line, Part, Table, columns, lines, parts, placed, span

GOALS: Table[GoalProgress] = Table(
    "goals", "What to be ready for.", ("goal",), lambda figures: figures.goals,
    columns(
        Column("goal", "string", "The id of the goal.", lambda g: g.goal.id),
        Column("title", "string", "What it is called.", lambda g: g.goal.title),
        Column("items", "integer", "Items in its list.", lambda g: g.goal.topics),
        span("target", "number", "What is aimed at; of a range the lower end counts.",
            lambda g: g.goal.target, "percent"),
        Column("by", "date", "When it is to be reached.", lambda g: g.goal.by),
        Column("covers", "array", "The topics and areas that are to be seen once more before.",
            lambda g: g.goal.covers),
        Column("note", "string", "A note on it.", lambda g: g.goal.note),
        Column("snapshots", "integer", "How often records say how far it was.", lambda g: len(g.snapshots)),
        Column("pace_points_a_week", "number", "How fast it comes nearer.", lambda g: g.pace),
        Column("reached", "date", "The day on which the target was reached.", lambda g: g.reached),
        Column("projected_earliest", "date", "When that pace would reach the target, at the earliest.",
            lambda g: g.projection.earliest if g.projection else None),
        Column("projected_latest", "date", "The same, at the latest; empty where its slow end never does.",
            lambda g: g.projection.latest if g.projection else None),
    ),
)  # fmt: skip


def _snapshots(figures: Figures) -> list[Part[Snapshot]]:
    found = (
        Part(s.record, placed(s.readiness, s.record.readiness), s) for goal in figures.goals for s in goal.snapshots
    )
    return sorted(found, key=lambda p: (p.record.date, p.record.session, p.number))


READINESS: Table[Part[Snapshot]] = Table(
    "readiness", "How far a goal was, at the start or the end of a day.", PART_KEY, _snapshots,
    columns(
        OF_PART,
        Column("goal", "string", "The goal.", lambda p: p.item.readiness.goal, "goals.goal"),
        Column("when", "string", "start or end of the day.", lambda p: p.item.readiness.when),
        span("known", "integer", "Items known.", lambda p: p.item.readiness.know),
        Column("unsure", "integer", "Items that were unsure.", lambda p: p.item.readiness.unsure),
        Column("unknown", "integer", "Items that were not known.", lambda p: p.item.readiness.dunno),
        Column("covered", "integer", "Items studied so far.", lambda p: p.item.readiness.covered),
        Column("stated_percent", "number", "What is known, as the log said.", lambda p: p.item.readiness.stated),
        span("estimate", "number", "What is known, judged rather than counted.",
            lambda p: p.item.readiness.estimate, "percent"),
        span("known", "number", "What is known: counted, else judged, else as the log said.",
            lambda p: p.item.known, "percent"),
        Column("counted", "boolean", "Whether that was counted.", lambda p: p.item.counted),
        Column("minutes", "integer", "Minutes spent on it.", lambda p: p.item.readiness.minutes),
        Column("note", "string", "A note on it.", lambda p: p.item.readiness.note),
    ),
)  # fmt: skip


def _marks(figures: Figures) -> Iterator[Line[tuple[str, str]]]:
    return lines(
        parts(lambda record: record.readiness)(figures),
        lambda snapshot: ((mark, topic) for mark, topics in snapshot.marked.items() for topic in topics),
    )


MARKS: Table[Line[tuple[str, str]]] = Table(
    "marks", "Topics that were marked before they were asked.", LINE_KEY, _marks,
    columns(
        OF_PART,
        Column("line", "integer", "Its place among the marks, from 1.", lambda p: p.line),
        Column("mark", "string", "know, unsure or dunno.", lambda p: p.item[0]),
        Column("topic", "string", "The topic.", lambda p: p.item[1], "topics.topic"),
    ),
)  # fmt: skip


def _estimates(figures: Figures) -> Iterator[Line[AspectEstimate]]:
    return lines(parts(lambda record: record.readiness)(figures), lambda snapshot: snapshot.aspects)


ESTIMATES: Table[Line[AspectEstimate]] = Table(
    "estimates", "Parts of a goal that were judged apart.", LINE_KEY, _estimates,
    columns(
        OF_PART,
        Column("line", "integer", "Its place in the list, from 1.", lambda p: p.line),
        Column("aspect", "string", "The part.", lambda p: p.item.aspect),
        span("estimate", "number", "What is known of it.", lambda p: p.item.estimate, "percent"),
    ),
)  # fmt: skip

AHEAD = (GOALS, READINESS, MARKS, ESTIMATES)
