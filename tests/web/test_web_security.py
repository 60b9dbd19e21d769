"""What must not get in, and what every answer says about itself."""

from __future__ import annotations

import io
import json
import os
import re
import stat

import pytest

from index.errors import BadQuery, DamagedHome, Refused
from tests.web.fake_library import FakeLibrary, a_report
from web.app import create_app
from web.login import local_path
from web.password import Throttle, has_password, set_password, stamp, verify
from web.security import ASKING, host_allowed

PAGES = [
    "/search", "/search?q=安全", "/reports", "/reports/1", "/settings", "/nope", "/login",
    "/similar?passage=1005", "/reuse", "/reuse/1", "/heatmap", "/clusters", "/evidence", "/marks",
    "/marks/1", "/compare/choose", "/compare/choose?left=1", "/library/refused",
]  # fmt: skip
NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>&lt;"
CHANGES = [
    ("POST", "/reports"), ("POST", "/reports/edit"), ("POST", "/reports/remove"),
    ("POST", "/reports/bring-back"), ("POST", "/reports/1/facts"), ("POST", "/settings/password"),
    ("POST", "/login"), ("POST", "/logout"), ("POST", "/reports/uploads/x/cancel"),
    ("POST", "/reports/uploads/x/dismiss"), ("POST", "/api/reports"), ("PATCH", "/api/reports/1"),
    ("DELETE", "/api/reports/1"), ("DELETE", "/api/jobs/x"), ("POST", "/api/session"),
    ("DELETE", "/api/session"), ("POST", "/matrix"), ("POST", "/matrix/export"),
    ("POST", "/exports/x/cancel"), ("POST", "/api/passages/1001/exclusion"),
    ("DELETE", "/api/passages/1001/exclusion"), ("PUT", "/api/reports/1/mark"),
    ("DELETE", "/api/reports/1/mark"), ("POST", "/reuse/1/exclude"), ("POST", "/reuse/1/include"),
    ("POST", "/reuse/1/sources/2"), ("POST", "/marks/1"), ("POST", "/marks/exclusions"),
    ("POST", "/relating/x/cancel"), ("POST", "/compare/choose"), ("POST", "/compare/basket"),
    ("POST", "/library/refused/forget"), ("POST", "/library/refused/recount"),
    ("POST", "/library/refused/retry"), ("POST", "/library/refused/1/file"),
    ("POST", "/api/refused/1/forget"), ("DELETE", "/api/refused/1/forget"),
    ("POST", "/api/refused/1/retry"), ("POST", "/api/refused/1/file"),
    ("POST", "/reports/reread"), ("POST", "/api/reread"),
]  # fmt: skip


def test_every_changing_address_is_tried_below(app):
    adapter = app.url_map.bind("localhost")
    tried = {adapter.match(path, method=method)[0] for method, path in CHANGES}
    changing = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.methods & {"POST", "PUT", "PATCH", "DELETE"}
    }
    assert changing - ASKING == tried


def test_what_only_asks_by_post_needs_no_token_and_no_other_site_may_do_it(client):
    asked = client.post("/api/matrix", json={"phrase": ["安全"]})
    assert asked.status_code == 200
    assert [one["phrase"] for one in asked.json["phrases"]] == ["安全"]
    foreign = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/api/matrix", json={"phrase": ["安全"]}, headers=foreign).status_code == 403


@pytest.mark.parametrize(("method", "path"), CHANGES)
def test_no_change_without_the_sessions_token(client, library, token, method, path):
    for headers in ({}, {"X-CSRF-Token": "x" * len(token)}):
        answer = client.open(path, method=method, headers=headers)
        assert answer.status_code == 403
    assert 1 in library.kept


def test_a_token_of_another_session_is_refused(app, token):
    stranger = app.test_client()
    stranger.get("/reports")
    assert stranger.post("/logout", headers={"X-CSRF-Token": token}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "https://localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_a_change_from_another_site_is_refused_even_with_the_token(client, token, headers):
    answer = client.delete("/api/reports/1", headers={"X-CSRF-Token": token, **headers})
    assert answer.status_code == 403
    assert answer.json["error"]["code"] == "foreign_origin"


def test_a_change_from_the_own_page_goes_through(client, token, library):
    headers = {
        "X-CSRF-Token": token, "Origin": "http://localhost", "Sec-Fetch-Site": "same-origin",
    }  # fmt: skip
    assert client.delete("/api/reports/1", headers=headers).status_code == 204
    assert 1 not in library.kept


def test_another_site_may_link_here_but_not_fetch(client):
    cross = {"Sec-Fetch-Site": "cross-site"}
    followed = client.get("/search", headers={**cross, "Sec-Fetch-Mode": "navigate"})
    fetched = client.get("/api/search?q=安全", headers={**cross, "Sec-Fetch-Mode": "no-cors"})
    assert (followed.status_code, fetched.status_code) == (200, 403)


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "192.168.1.9", "", "[x"]
)
def test_a_foreign_host_is_refused(client, host):
    assert client.get("/search", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "127.0.0.1:1", "[::1]:8000"])
def test_loopback_is_always_a_host(client, host):
    assert client.get("/search", headers={"Host": host}).status_code == 200


def test_beyond_loopback_addresses_and_own_names_are_hosts():
    assert host_allowed("192.168.1.9:8000", (), beyond_loopback=True)
    assert host_allowed("office-pc:8000", {"office-pc"}, beyond_loopback=True)
    assert not host_allowed("evil.example", {"office-pc"}, beyond_loopback=True)


@pytest.mark.parametrize("path", [*PAGES, "/api/search?q=安全", "/api/nope", "/reports/1/original"])
def test_every_answer_carries_its_protections(client, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"


def test_only_the_api_document_page_may_set_styles_inline(client):
    policy = client.get("/api/docs").headers["Content-Security-Policy"]
    assert re.findall(r"[a-z-]+ [^;]*unsafe[^;]*", policy) == ["style-src 'self' 'unsafe-inline'"]


@pytest.mark.parametrize("path", PAGES)
def test_pages_hold_no_inline_script_or_style_and_nothing_from_elsewhere(client, path):
    page = client.get(path).get_data(as_text=True)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert all(re.search(r"\ssrc=", tag) for tag in re.findall(r"<script[^>]*>", page))
    assert not re.search(r"(src|href|action)=\"(https?:)?//", page)


def test_the_session_cookie_is_strict_and_hidden_from_scripts(client):
    cookie = client.get("/reports").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_sessions_outlive_a_restart_and_the_key_is_private(library):
    first, second = create_app(library), create_app(library)
    assert first.config["SECRET_KEY"] == second.config["SECRET_KEY"]
    if os.name == "posix":
        assert stat.S_IMODE((library.home / "session_key").stat().st_mode) == 0o600


@pytest.fixture
def nasty(tmp_path):
    report = a_report(
        1, title=NASTY, unit=f"单位{NASTY}", kind=NASTY, file=f"{NASTY}.docx", texts=(NASTY,)
    )
    return create_app(FakeLibrary(tmp_path, (report,))).test_client()


@pytest.mark.parametrize(
    "path",
    [
        "/search?q={n}", "/search?q={n}&unit={n}&kind={n}", "/search?q=安全生产&sort={n}",
        "/reports", "/reports?text={n}&unit={n}", "/reports?edit=1", "/reports/1?q={n}&marks=1",
        "/reports/1?edit=1", "/reports/remove?id=1", "/reports/{n}", "/login?next={n}", "/{n}",
        "/search?q=安全&lang={n}", "/reports/remove?id={n}",
    ],
)  # fmt: skip
def test_what_people_wrote_is_never_markup(nasty, path):
    from urllib.parse import quote

    page = nasty.get(path.format(n=quote(NASTY, safe=""))).get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_uploaded_names_are_never_markup(client, token):
    data = {"files": (io.BytesIO(b"x"), f"扫描{NASTY}.pdf"), "csrf_token": token}
    client.post("/reports", data=data)
    page = client.get("/reports").get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_an_upload_beyond_the_limit_is_refused_with_its_size(library):
    app = create_app(library, config={"MAX_CONTENT_LENGTH": 2000})
    client = app.test_client()
    token = client.get("/api/session").json["csrf_token"]
    data = {"files": (io.BytesIO(b"x" * 5000), "大.txt")}
    answer = client.post("/api/reports", data=data, headers={"X-CSRF-Token": token})
    assert answer.status_code == 413
    assert answer.json["error"]["code"] == "http_413"


def test_the_original_is_sent_to_be_saved_and_never_shown(client):
    answer = client.get("/reports/1/original")
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.mimetype == "application/octet-stream"


def test_a_failure_shows_no_traceback(client, library):
    library.raises = RuntimeError("密钥在这里")
    for path in ("/search?q=安全", "/api/search?q=安全"):
        answer = client.get(path)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 500
        assert "Traceback" not in text
        assert "密钥在这里" not in text


@pytest.mark.parametrize("text", ["//evil.example", "/\\evil", "https://evil", "", "/a\nb"])
def test_signing_in_leads_to_no_other_site(text):
    assert local_path(text) == "/"


# -- the password ---------------------------------------------------------------------------------


@pytest.fixture
def locked(library):
    set_password(library.home, "正确的密码八个字")
    return create_app(library).test_client()


def sign_in(client, password: str):
    page = client.get("/login").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
    return client.post(
        "/login", data={"csrf_token": token, "password": password, "next": "/reports"}
    )


def test_the_hash_is_kept_private_and_holds_no_password(library):
    set_password(library.home, "正确的密码八个字")
    kept = library.home / "password"
    assert "正确" not in kept.read_text()
    assert kept.read_text().startswith("$argon2")
    assert verify(library.home, "正确的密码八个字")
    assert not verify(library.home, "正确的密码八个")
    if os.name == "posix":
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600


def test_short_passwords_and_damaged_files_are_named(library):
    with pytest.raises(BadQuery):
        set_password(library.home, "七个字的密码呀")
    assert not has_password(library.home)
    (library.home / "password").write_text("不是哈希")
    with pytest.raises(DamagedHome):
        verify(library.home, "任何密码都不行")


def test_where_a_password_is_set_everything_asks_for_it(locked, app):
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or rule.endpoint == "static":
            continue
        path = adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, 1))
        answer = locked.get(path)
        if path in ("/login", "/api/session"):
            assert answer.status_code == 200
        elif path.startswith("/api/"):
            assert answer.status_code == 401, path
        else:
            assert answer.status_code == 302, path
            assert answer.headers["Location"].startswith("/login?next=")


def test_the_right_password_opens_what_was_asked_for(locked):
    answer = sign_in(locked, "正确的密码八个字")
    assert answer.headers["Location"] == "/reports"
    assert locked.get("/reports").status_code == 200


def test_a_wrong_password_is_said_and_opens_nothing(locked):
    answer = sign_in(locked, "错误的密码八个字")
    assert answer.status_code == 400
    assert "密码不对" in answer.get_data(as_text=True)
    assert locked.get("/reports").status_code == 302


def test_a_new_password_ends_old_sessions(locked, library):
    sign_in(locked, "正确的密码八个字")
    set_password(library.home, "另一个密码八个字")
    assert locked.get("/reports").status_code == 302


def test_guessing_is_slowed_down(locked):
    for _ in range(5):
        assert sign_in(locked, "猜一猜这个密码吧").status_code == 400
    answer = sign_in(locked, "正确的密码八个字")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1


def test_every_further_wrong_guess_waits_longer():
    now = [0.0]
    throttle = Throttle(free=2, first=2, longest=10, clock=lambda: now[0])
    waits = []
    throttle.attempt()
    for _ in range(5):
        throttle.attempt()
        with pytest.raises(Refused) as caught:
            throttle.attempt()
        waits.append(caught.value.values["seconds"] - 1)
        now[0] += 11
    assert waits == [2, 4, 8, 10, 10]
    throttle.right()
    throttle.attempt()
    throttle.attempt()


def test_the_password_is_changed_on_the_settings_page_by_whoever_knows_it(locked, library):
    sign_in(locked, "正确的密码八个字")

    def change(**values: str):
        page = locked.get("/settings").get_data(as_text=True)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)[1]
        return locked.post("/settings/password", data={"csrf_token": token, **values})

    before = stamp(library.home)
    new = {"password": "新的密码八个字呀", "again": "新的密码八个字呀"}
    assert change(present="不知道的密码呀呀", **new).status_code == 400
    differing = {**new, "again": "别的密码八个字呀"}
    assert change(present="正确的密码八个字", **differing).status_code == 400
    assert stamp(library.home) == before
    assert change(present="正确的密码八个字", **new).status_code == 302
    assert verify(library.home, "新的密码八个字呀")
    assert locked.get("/settings").status_code == 200


def test_programs_sign_in_over_the_api(locked):
    token = locked.get("/api/session").json["csrf_token"]
    body = json.dumps({"password": "正确的密码八个字"})
    headers = {"X-CSRF-Token": token, "Content-Type": "application/json"}
    answer = locked.post("/api/session", data=body, headers=headers)
    assert answer.json["signed_in"] is True
    assert locked.get("/api/reports").status_code == 200
    left = locked.delete("/api/session", headers={"X-CSRF-Token": answer.json["csrf_token"]})
    assert left.status_code == 204
    assert locked.get("/api/reports").status_code == 401
