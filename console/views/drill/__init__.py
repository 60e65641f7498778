"""The trainee's side of a drill: briefing, messages, hints, freeze, end and hot wash."""
