"""What the help says of keys and signs, and how things are done."""

from __future__ import annotations

from PySide6.QtCore import QObject


class HelpTexts(QObject):
    """Lines of two parts each, in the language spoken now."""

    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        """Keys, and what they do."""
        return (
            ("Space, Enter", self.tr("go on: press the main button of the step")),
            ("Space", self.tr("held for a second: carry out what is selected at the step")),
            ("F2", self.tr("say the words on the screen")),
            ("F5", self.tr("confirm: that is right, or seen")),
            ("F6, Ctrl+1…6", self.tr("next part of the window, or one of them")),
            ("Ctrl+K", self.tr("acknowledge an alarm")),
            ("F8", self.tr("silence the alarms that sound now")),
            ("Ctrl+F", self.tr("filter and sort the alarms, look for an event")),
            ("Enter", self.tr("in the alarm list: show the place of the alarm on the one-line")),
            ("← →", self.tr("in the alarm list: fold and unfold what came with an alarm")),
            ("/", self.tr("find a device by its number")),
            ("Ctrl+B", self.tr("go back to an earlier moment of a drill")),
            ("Ctrl+P", self.tr("pause plant time and go on")),
            ("Space, F", self.tr("in a replay: play and pause, go on from here")),
            ("Ctrl+← →", self.tr("in a replay: the event before, the next event")),
            ("+, −, Home", self.tr("in the trends: show less or more time, back to now")),
            ("PgUp, PgDn", self.tr("in the trends: earlier, later")),
            ("Enter", self.tr("in the trends: the chosen plot large")),
            ("Ctrl+O", self.tr("overview: every procedure and step, who and when")),
            ("Ctrl+Shift+P", self.tr("print procedures, or save them as PDF")),
            ("Ctrl+L", self.tr("switch the language")),
            ("Ctrl+,", self.tr("settings: theme, size, sound")),
            ("Alt+V, F11", self.tr("panels and other windows, the whole screen")),
            ("F7", self.tr("in a drill: read the message that waits")),
            ("F9", self.tr("disarm live control, at once")),
            ("F1", self.tr("this help")),
        )

    def signs(self) -> tuple[tuple[str, str], ...]:
        """Marks, and what they mean."""
        return (
            ("tick", self.tr("done, true, matches")),
            ("cross", self.tr("failed, not true, differs")),
            ("unknown", self.tr("not known, or too old (grey, slanted, with its age)")),
            ("hourglass", self.tr("waits for somebody or for time")),
            ("gauge", self.tr("verified by measurement")),
            ("eye", self.tr("verified by eye")),
            ("pencil", self.tr("reported and entered by a person")),
            ("lock", self.tr("locked")),
            ("tag", self.tr("tagged: do not operate")),
            ("unplugged", self.tr("the device does not answer")),
            ("mismatch", self.tr("another device answers")),
        )

    def ways(self) -> tuple[tuple[str, str], ...]:
        """What somebody wants to do, and how."""
        return (
            (
                self.tr("Say an order"),
                self.tr(
                    "F2 says the words. Compare what comes back word for word; F5 confirms it, "
                    "else say that it differs. The report follows."
                ),
            ),
            (
                self.tr("Send a command"),
                self.tr(
                    "Select it first. Read the interlocks and the preview of the next 60 s, then "
                    "hold the button for a second. Esc lets go of it."
                ),
            ),
            (
                self.tr("Pass a hold point"),
                self.tr(
                    "Two named people sign, each after having seen that everything is so. Nobody "
                    "can sign twice, and nobody can skip it."
                ),
            ),
            (
                self.tr("Skip a step, or go back"),
                self.tr("“Skip…” and “Back…” at the foot of the step; both want a reason."),
            ),
            (
                self.tr("Go to another procedure"),
                self.tr(
                    "A branch is chosen by its button. What is called returns here by itself; the "
                    "tabs show where it came from."
                ),
            ),
            (
                self.tr("Work without a procedure"),
                self.tr(
                    "Choose a device on the one-line; its card offers what it can do. Interlocks "
                    "hold there too."
                ),
            ),
            (
                self.tr("Deal with an alarm"),
                self.tr(
                    "Acknowledge it, read its guidance, show its place. What is known and cannot "
                    "be helped now is shelved for at most 30 minutes."
                ),
            ),
            (
                self.tr("Have paper for a blackout"),
                self.tr("“Print…” beside the title of the procedure, or: kairetsu print SITE."),
            ),
        )
