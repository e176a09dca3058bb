"""Whatever is done to a dossier, in whatever order, nothing in it is lost."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.consultation.story import docx
from toguna.cli.round import RoundCommands
from toguna.cli.round_folder import RoundFolder
from toguna.consultation.rounds.model import Act, State

DRAFTS = [docx("# Axe", f"Le délai est de {hours} heures.") for hours in (24, 48, 72)]
days = st.none() | st.sampled_from(["2025-01-06", "2025-03-03", "2025-06-02"])


class DossierMachine(RuleBasedStateMachine):
    """A dossier, and what must be in it."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Path(tempfile.mkdtemp())
        self.folder = self.desk / "dossier"
        self.acts: list[list[Act]] = []
        self.open = False
        self.files: dict[Path, bytes] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.desk)

    def does(self, act: str, *given: object, **options: object) -> bool:
        commands = RoundCommands(self.folder, str)
        return commands.run(lambda: getattr(commands, act)(*given, **options)) == 0

    @rule(number=st.integers(0, 2), label=st.none() | st.text(max_size=9), date=days)
    def open_round(self, number: int, label: str | None, date: str | None) -> None:
        draft = self.desk / f"projet {number}.docx"
        draft.write_bytes(DRAFTS[number])
        done = self.does("open", draft, label, date)
        assert not (done and self.open)
        if done:
            self.acts.append([])
            self.open = True
            kept = RoundFolder(self.folder).rounds().all[-1].draft.path
            self.files[self.folder / kept] = DRAFTS[number]

    @rule(force=st.booleans(), date=days)
    def close_round(self, force: bool, date: str | None) -> None:
        done = self.does("close", date, force=force) if self.folder.exists() else False
        assert not (done and not (self.open and force)), "nothing was consolidated"
        self.open = self.open and not done

    @rule(date=days)
    def reopen_round(self, date: str | None) -> None:
        was_open = self.open
        done = self.does("reopen", date)
        assert not (done and was_open)
        self.open = self.open or done

    @precondition(lambda self: self.folder.exists())
    @rule(name=st.sampled_from(["tour-1", "tour-2", "tour-3"]))
    def somebody_puts_a_file_there(self, name: str) -> None:
        path = self.folder / name / "note.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"note")
        self.files[path] = b"note"

    @invariant()
    def nothing_is_lost(self) -> None:
        for path, data in self.files.items():
            assert path.read_bytes() == data
        if not (self.folder / "dossier.json").exists():
            assert not self.acts
            return
        found = RoundFolder(self.folder).rounds()
        assert len(found.all) == len(self.acts)
        assert sum(one.state is State.OPEN for one in found.all) == int(self.open)
        for before, one in zip(self.acts, found.all, strict=True):
            assert list(one.acts[: len(before)]) == before, "an act that was told is gone"
            before[:] = one.acts


TestDossier = DossierMachine.TestCase
TestDossier.settings = settings(
    max_examples=25,
    stateful_step_count=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
