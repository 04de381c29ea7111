"""Reading the charts of reports back: parsed SVG, its texts, its marks by class."""

from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
WORDS = {"name": "c", "title": "Title", "desc": "Description"}


def parsed(chart):
    return ElementTree.fromstring(chart)


def texts(chart):
    return ["".join(element.itertext()) for element in parsed(chart).iter(f"{SVG}text")]


def of_class(chart, css_class):
    return [element.attrib for element in parsed(chart).iter() if css_class in element.attrib.get("class", "").split()]
