"""Pictures of Zabbix's web pages while it watches a pair: discovery, latest data, dashboards, the
script. They are for eyes: nothing is asserted about them."""

import time

from chromium import Chromium
from zabbix_bench import Bench, SITES, SNMP
from zabbix_server import await_true

PAIR = f"Pair {SITES[SNMP]}/counter"
LOGIN = """document.querySelector('#name').value = 'Admin',
document.querySelector('#password').value = 'zabbix',
document.querySelector('#enter').click()"""


def middle(text, kind):
    """An expression for where the last visible thing with that text is; null if there is none."""
    return (f"(function () {{ var found = Array.from(document.querySelectorAll('{kind}'))"
            f".filter(function (one) {{ return one.textContent.trim() === '{text}'"
            " && one.getBoundingClientRect().width > 0; });"
            " if (!found.length) { return null; }"
            " var place = found[found.length - 1].getBoundingClientRect();"
            " return [place.x + place.width / 2, place.y + place.height / 2]; }())")


class Tour:
    def __init__(self, bench, browser, folder):
        self.bench, self.browser, self.folder = bench, browser, folder
        self.web = f"http://127.0.0.1:{bench.zabbix.web}"

    def take(self, name, url=None, height=None):
        if url:
            self.browser.go(f"{self.web}/{url}")
        self.bench.fixture.show()
        self.browser.picture(self.folder / f"{name}.png", height)
        print(f"{name}.png")

    def log_in(self):
        self.browser.go(f"{self.web}/index.php")
        self.browser.run(LOGIN)
        self.browser.until("!!document.querySelector('.menu-main, .sidebar')")
        # Zabbix remembers that the choice of time is not to be shown.
        self.browser.go(f"{self.web}/{self.dashboard('blade1')}")
        self.mouse("Last 1 hour", ".btn-time", press=True)

    def dashboard(self, host):
        found = self.bench.zabbix.call("dashboard.get", {"filter": {"name": "Hotpair"}})
        if host is None:
            return f"zabbix.php?action=dashboard.view&dashboardid={found[0]['dashboardid']}"
        return f"zabbix.php?action=host.dashboard.view&hostid={self.bench.host(host)}"

    def pages(self):
        blade1 = self.bench.host("blade1")
        self.take("discovery", "host_discovery.php?filter_set=1&context=host"
                  f"&filter_hostids%5B%5D={blade1}", 700)
        self.take("hosts", "zabbix.php?action=host.view&filter_set=1", 600)
        for name, host in (("latest-node", "blade1"), ("latest-pair", PAIR),
                           ("latest-jolokia", "vpe1 by Jolokia")):
            self.take(name, "zabbix.php?action=latest.view&filter_set=1&show_details=0"
                      f"&hostids%5B%5D={self.bench.host(host)}", 1600)
        self.take("dashboard-pair", self.dashboard(PAIR), 700)
        self.take("dashboard-node", self.dashboard("blade1"), 1000)
        self.mouse("Heartbeat paths", "span, button, li", press=True)
        self.take("dashboard-paths", height=1000)
        self.mouse("Health", "span, button, li", press=True)
        self.take("dashboard-health", height=1000)
        self.take("dashboard-all", self.dashboard(None), 900)

    def script(self):
        """The menu of a pair's host, the question, and what came of it."""
        browser = self.browser
        group = self.bench.zabbix.call("hostgroup.get", {"filter": {"name": "Hotpair pairs"}})
        browser.go(f"{self.web}/zabbix.php?action=host.view&filter_set=1"
                   f"&groupids%5B%5D={group[0]['groupid']}")
        self.mouse(PAIR, "a", press=True)
        self.mouse("Hotpair", ".menu-popup a")
        browser.until(middle("Switch over", ".menu-popup a"))
        self.take("script-menu", height=1000)
        self.mouse("Switch over", ".menu-popup a", press=True)
        browser.until("!!document.querySelector('.overlay-dialogue')")
        self.take("script-question", height=1000)
        self.mouse("Execute", "button", press=True)
        browser.until("document.body.innerText.indexOf('Active now') >= 0"
                      " || Array.from(document.querySelectorAll('textarea, input')).some("
                      "function (one) { return one.value.indexOf('Active now') >= 0; })")
        self.take("script-result", height=1000)

    def mouse(self, text, kind, press=False):
        """Moves to the thing with that text, or clicks on it."""
        x, y = self.browser.until(middle(text, kind))
        self.browser.ask("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        if press:
            for event in ("mousePressed", "mouseReleased"):
                self.browser.ask("Input.dispatchMouseEvent", type=event, x=x, y=y, button="left",
                                 clickCount=1)


def take(folder):
    folder.mkdir(parents=True, exist_ok=True)
    bench = Bench()
    browser = None
    try:
        bench.install()
        bench.add_hosts()
        for name in (f"Pair {site}/counter" for site in SITES.values()):
            await_true(f"{name} is there", lambda: bench.zabbix.call(
                "host.get", {"filter": {"name": name}}), 120)
            await_true(f"{name} is whole", lambda: bench.values(name).get(
                "hotpair.service.protected") == "1", 120)
        browser = Chromium()
        tour = Tour(bench, browser, folder)
        tour.log_in()
        # Graphs need something to show.
        until = time.monotonic() + 60
        tour.script()
        await_true("graphs have a minute", lambda: time.monotonic() > until, 90)
        tour.pages()
        bench.pair.disks.fill()
        bench.await_problems([("blade1", "Part file-system-state: degraded")])
        # The script has moved it there.
        bench.pair.lose("vpe1")
        bench.await_problems([(host, "Pair counter: takeover to this node")
                              for host in ("blade1", "blade1 by Jolokia")])
        tour.take("problems", "zabbix.php?action=problem.view&filter_set=1&show_opdata=1", 900)
        tour.take("dashboard-all-lost", tour.dashboard(None), 900)
    finally:
        if browser:
            browser.close()
        bench.close()
    return 0
