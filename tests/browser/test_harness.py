"""The browser tests rest on these: a blocked network that is noticed, and axe in every frame."""

import pytest
from playwright.sync_api import Error, Page

from tests.browser.axe import violations
from tests.browser.guard import Watch, is_foreign

_PAGE = "<!doctype html><html lang=en><title>t</title><main><h1>t</h1>%s</main></html>"


@pytest.mark.foreign_requests
@pytest.mark.console_errors
def test_a_foreign_image_is_noticed(page: Page, watch: Watch) -> None:
    page.set_content("<img src='http://map.example/tile.png'>")
    assert watch.foreign == ["http://map.example/tile.png"]


@pytest.mark.foreign_requests
@pytest.mark.parametrize("url", ["http://map.example/", "http://192.0.2.1/"])
def test_a_foreign_host_cannot_be_reached(page: Page, url: str) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto(url)


@pytest.mark.console_errors
def test_an_uncaught_error_is_noticed(page: Page, watch: Watch) -> None:
    page.set_content("<script>throw new Error('broken')</script>")
    page.wait_for_timeout(100)
    assert "broken" in watch.errors[0]


@pytest.mark.parametrize("url", ["file:///snapshot.html", "data:,x", "blob:null/1", "http://127.0.0.1:8501/"])
def test_this_machine_is_not_foreign(url: str) -> None:
    assert not is_foreign(url)


def test_axe_looks_into_sandboxed_frames_that_allow_no_eval(page: Page) -> None:
    policy = "<meta http-equiv=Content-Security-Policy content=&quot;default-src 'none'&quot;>"
    inner = f"<html lang=en><head>{policy}<title>f</title></head><body><button></button></body></html>"
    frame = f'<iframe title=map sandbox=allow-scripts srcdoc="{inner}"></iframe>'
    page.set_content(_PAGE % frame)
    assert [line.split(":")[0] for line in violations(page)] == ["button-name"]


def test_axe_is_silent_on_a_plain_page(page: Page) -> None:
    page.set_content(_PAGE % "<button>Go</button>")
    assert violations(page) == []


def test_axe_looks_into_shadow_roots_within_one_element(page: Page) -> None:
    page.set_content(_PAGE % "<button></button><div id=part></div>")
    page.evaluate("part.attachShadow({ mode: 'open' }).innerHTML = '<img src=data:,>'")
    assert [line.split(":")[0] for line in violations(page, within="#part")] == ["image-alt"]
