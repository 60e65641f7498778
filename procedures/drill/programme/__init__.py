"""The programme (訓練計画): who has trained what, what is due again, and how two runs compare."""
