"""LaTeX as it occurs in BibTeX fields, decoded to Unicode with i, sup and sub."""

import re
import unicodedata

_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328", "b": "\u0331",
}  # fmt: skip
_SYMBOLS = {
    "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "aa": "å",
    "AA": "Å", "i": "i", "j": "j", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "textendash": "–",
    "textemdash": "—", "textregistered": "®", "texttrademark": "™", "textdegree": "°", "degree": "°", "circ": "°",
    "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“", "textquotedblright": "”", "ldots": "…",
    "dots": "…", "textasciitilde": "~", "sim": "∼", "copyright": "©", "S": "§", "P": "¶", "dag": "†", "ddag": "‡",
    "pounds": "£", "texteuro": "€", "euro": "€", "times": "×", "pm": "±", "mp": "∓", "leq": "≤", "le": "≤",
    "leqslant": "≤", "geq": "≥", "ge": "≥", "geqslant": "≥", "neq": "≠", "approx": "≈", "infty": "∞", "cdot": "·",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "lt": "<", "gt": ">", "textless": "<", "textgreater": ">", "prime": "′",
    "textmu": "µ", "textpm": "±", "texttimes": "×", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ",
    "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ",
    "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ", "phi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", ",": " ", ";": " ", ":": " ", "!": "", " ": " ", "\n": " ", "-": "", "/": "",
    "\\": " ", "quad": " ", "newline": " ", "relax": "",
}  # fmt: skip
_MARKS = {
    "textit": "i", "emph": "i", "textsl": "i", "mathit": "i", "it": "", "em": "", "textsuperscript": "sup", "sp": "sup",
    "textsubscript": "sub", "sb": "sub",
}  # fmt: skip
_BARE = frozenset({
    "textbf", "textrm", "textsc", "textsf", "texttt", "textup", "textnormal", "textmd", "text", "mathrm", "mathbf",
    "mathsf", "mathcal", "mbox", "hbox", "ensuremath", "underline", "uppercase", "lowercase", "MakeUppercase", "url",
    "bf", "rm", "sc", "sf", "tt", "bfseries", "itshape", "normalfont", "protect", "noopsort", "left", "right", "nolinkurl",
})  # fmt: skip
_LIGATURES = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "))
_TOKEN = re.compile(r"\\([A-Za-z]+)|\\(.)|([{}$^_])|([^\\{}$^_]+)|(.)", re.DOTALL)
_DEEPEST = 40


class _Decoder:
    """Reads tokens from left to right; a group is read by a call of its own, at most `_DEEPEST` of them in each other."""

    def __init__(self, text: str) -> None:
        self.tokens = [match.groups() for match in _TOKEN.finditer(text)]
        self.place = 0
        self.in_math = False
        self.unknown: list[str] = []

    def group(self, depth: int) -> str:
        """The text up to the brace that closes, or to the end."""
        pieces: list[str] = []
        while self.place < len(self.tokens) and self.tokens[self.place][2] != "}":
            pieces.append(self.next(depth))
        self.place += 1
        return "".join(pieces)

    def next(self, depth: int) -> str:
        word, escaped, special, plain, other = self.tokens[self.place]
        self.place += 1
        if plain is not None:
            return self._plain(plain)
        if special == "{":
            return self.group(depth + 1) if depth < _DEEPEST else ""
        if special == "$":
            self.in_math = not self.in_math
            return ""
        if special in ("^", "_") and self.in_math:
            mark, inside = {"^": "sup", "_": "sub"}[special], self.argument(depth)
            return inside if inside == "°" else f"<{mark}>{inside}</{mark}>"
        if special is not None or other is not None:
            return "" if special == "}" else (special or "").strip("{")
        return self._command(word or escaped or "", depth)

    def _plain(self, text: str) -> str:
        if self.in_math:
            return text.replace("-", "−").replace("'", "′")
        for written, meant in _LIGATURES:
            text = text.replace(written, meant)
        return text

    def argument(self, depth: int) -> str:
        """What a command or an exponent is about: a group, a command, or one character."""
        while self.place < len(self.tokens) and (self.tokens[self.place][3] or "x").isspace():
            self.place += 1
        if self.place >= len(self.tokens) or depth >= _DEEPEST or self.tokens[self.place][2] == "}":
            return ""
        word, escaped, special, plain, other = self.tokens[self.place]
        if plain is None:
            return self.next(depth + 1)
        plain = plain.lstrip()
        self.tokens[self.place] = (word, escaped, special, plain[1:], other)
        return self._plain(plain[:1])

    def _command(self, name: str, depth: int) -> str:
        if name in _COMBINING and not (self.in_math and name == "."):
            return self._accented(_COMBINING[name], self.argument(depth))
        symbol = _SYMBOLS.get(name)
        if len(name) > 1 and (symbol is None or symbol.isalpha()):
            self._swallow_blanks()
        if symbol is not None:
            return symbol
        if mark := _MARKS.get(name):
            return f"<{mark}>{self.argument(depth)}</{mark}>"
        if name in ("(", ")"):
            self.in_math = name == "("
            return ""
        if name == "href":
            self.argument(depth)
            return self.argument(depth)
        if len(name) > 1 and name not in _BARE and name not in _MARKS:
            self.unknown.append(name)
        return "" if len(name) > 1 else name

    def _swallow_blanks(self) -> None:
        """Drop what only ends a command's name. After a sign such as × TeX sets a space of its own, so there it stays."""
        if self.place < len(self.tokens) and self.tokens[self.place][3] is not None:
            word, escaped, special, plain, other = self.tokens[self.place]
            self.tokens[self.place] = (word, escaped, special, plain.lstrip(), other)

    @staticmethod
    def _accented(accent: str, letters: str) -> str:
        return unicodedata.normalize("NFC", letters[:1] + accent) + letters[1:] if letters else ""


def decode(text: str) -> tuple[str, list[str]]:
    """The text in Unicode, its exponents, indices and italics as sup, sub and i; and the commands that are not known.

    Of an unknown command the argument stays. Plain text is markup-free: its own "<" comes out as "&lt;".
    """
    decoder = _Decoder(text.replace("<", "&lt;"))
    pieces = []
    while decoder.place < len(decoder.tokens):
        pieces.append(decoder.group(0))
    found = list(dict.fromkeys(decoder.unknown))
    return unicodedata.normalize("NFC", " ".join("".join(pieces).split())), found
