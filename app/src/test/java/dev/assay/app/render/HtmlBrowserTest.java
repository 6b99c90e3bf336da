package dev.assay.app.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser. CI names one; elsewhere a machine without one skips this. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HtmlBrowserTest {
    @TempDir
    static Path folder;

    private Browser browser;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        Optional<Path> found = Browser.find();
        assumeTrue(found.isPresent() || System.getenv("ASSAY_BROWSER") != null, "no browser");
        browser = Browser.start(found.orElseThrow(), Files.createDirectory(folder.resolve("profile")));
    }

    @AfterAll
    void stop() throws InterruptedException {
        if (browser != null) {
            browser.stop();
        }
    }

    private Path page(String sample) throws IOException {
        return Files.writeString(
                folder.resolve(sample + ".html"),
                Rendered.as(Format.HTML, Rendered.FACTS, SampleReports.all().get(sample)));
    }

    private int shown(String selector) throws InterruptedException {
        return browser.evaluate(
                        "[...document.querySelectorAll('" + selector + "')].filter(e => e.checkVisibility()).length")
                .intValue();
    }

    @Test
    void needsNothingButItself() throws IOException, InterruptedException {
        for (String sample : SampleReports.all().keySet()) {
            Path page = page(sample);
            browser.scripts(true).open(page);
            assertThat(browser.complaints()).as(sample).isEmpty();
            assertThat(browser.requests())
                    .as(sample)
                    .containsExactly(page.toUri().toString());
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
                            .booleanValue())
                    .as("nothing of " + sample + " sticks out")
                    .isTrue();
        }
    }

    @Test
    void namesInChartsAreWholeOrSayThatTheyAreCut() throws IOException, InterruptedException {
        List<Object> parts = new ArrayList<>();
        for (String name : List.of("W".repeat(30), "ACME_CIPHER_WITH_A_NAME_THAT_IS_LONG_256", "i".repeat(25))) {
            parts.add(SampleAssets.of(
                    Location.of("repo", "a.py").at(0),
                    1,
                    CryptoUse.Kind.ALGORITHM,
                    name,
                    "cipher",
                    Map.of(),
                    "python",
                    "a"));
        }
        browser.scripts(true)
                .open(Files.writeString(
                        folder.resolve("names.html"),
                        Rendered.as(Format.HTML, Rendered.FACTS, SampleReports.of(parts))));
        assertThat(shown("svg text")).isGreaterThan(3);
        assertThat(browser.evaluate("[...document.querySelectorAll('svg text')].every(e => e.getBBox().x >= 0)")
                        .booleanValue())
                .isTrue();
        assertThat(browser.evaluate("[...document.querySelectorAll('svg text')]"
                                + ".filter(e => e.textContent.startsWith('…') && e.querySelector('title')).length")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void filtersByTextAndSeverity() throws IOException, InterruptedException {
        browser.scripts(true).open(page("crypto"));
        assertThat(shown("#findings .item")).isEqualTo(4);
        browser.type("#findings input[type=search]", "ECDSA");
        assertThat(shown("#findings .item")).isEqualTo(1);
        assertThat(shown("#findings article")).isEqualTo(1);
        assertThat(browser.evaluate("document.querySelector('#findings output').textContent")
                        .stringValue())
                .isEqualTo("1 of 4 shown");
        browser.evaluate("document.querySelector('#findings form').reset()");
        browser.evaluate("document.querySelector('#findings input[value=low]').click()");
        assertThat(shown("#findings .item")).isEqualTo(2);
        browser.type("#assets input[type=search]", "md5");
        assertThat(shown("#assets tbody tr")).isEqualTo(1);
    }

    @Test
    void filtersByGroup() throws IOException, InterruptedException {
        browser.scripts(true).open(page("grouped"));
        assertThat(shown("#findings .group")).isEqualTo(4);
        browser.type("#findings input[type=search]", "@acme/web");
        assertThat(shown("#findings .group")).isEqualTo(1);
        assertThat(shown("#findings article")).isEqualTo(1);
        browser.evaluate("document.querySelector('#findings form').reset()");
        browser.evaluate("document.querySelector('#findings input[value=critical]').click()");
        assertThat(shown("#findings .group")).isEqualTo(2);
    }

    @Test
    void isWholeWithoutScripts() throws IOException, InterruptedException {
        browser.scripts(false).open(page("crypto"));
        assertThat(shown("#findings .item")).isEqualTo(4);
        assertThat(shown("form.filter")).as("nothing that would do nothing").isZero();
        assertThat(shown("svg")).isEqualTo(4);
        assertThat(shown("section")).isGreaterThan(5);
    }

    /** Names are text: none becomes an element, and a script that got in would be refused. */
    @Test
    void namesAreNothingButText() throws IOException, InterruptedException {
        browser.scripts(true).open(page("hostile"));
        assertThat(shown("b")).isZero();
        assertThat(browser.evaluate("document.body.textContent.includes('<b>bold</b>')")
                        .booleanValue())
                .isTrue();
        String forged =
                Files.readString(page("one")).replace("</main>", "<script>document.title = 'got in'</script></main>");
        browser.open(Files.writeString(folder.resolve("forged.html"), forged));
        assertThat(browser.evaluate("document.title").stringValue()).startsWith("Assay: unsafe");
        assertThat(browser.complaints()).anyMatch(each -> each.contains("Content Security Policy"));
    }

    @Test
    void isAccessible() throws IOException, InterruptedException {
        browser.scripts(true).open(page("crypto"));
        assertThat(browser.evaluate("document.documentElement.lang").stringValue())
                .isEqualTo("en");
        assertThat(shown("h1")).isEqualTo(1);
        assertThat(browser.evaluate("[...document.querySelectorAll('svg')].every(e => e.getAttribute('role') === 'img'"
                                + " && document.getElementById(e.getAttribute('aria-labelledby')))")
                        .booleanValue())
                .isTrue();
        assertThat(browser.evaluate("[...document.querySelectorAll('input')].every(e => e.labels.length === 1)")
                        .booleanValue())
                .isTrue();
        assertThat(browser.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size"
                                + " === document.querySelectorAll('[id]').length")
                        .booleanValue())
                .isTrue();
        assertThat(browser.evaluate(
                                "[...document.querySelectorAll('nav a')].every(e => document.querySelector(e.hash))")
                        .booleanValue())
                .isTrue();
        for (boolean dark : new boolean[] {false, true}) {
            if (dark) {
                browser.dark();
            }
            assertThat(browser.evaluate(CONTRAST).doubleValue())
                    .as("contrast, dark: " + dark)
                    .isGreaterThanOrEqualTo(4.5);
        }
        assertThat(new String(browser.print(), 0, 5, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("%PDF-");
    }

    /** The least contrast of all texts to the ground behind them, by WCAG 2.2, 1.4.3. */
    private static final String CONTRAST = """
        (() => {
          const channels = (css) => css.match(/[\\d.]+/g).map(Number);
          const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
              .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
              .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = (e) => {
            for (; e; e = e.parentElement) {
              const c = channels(getComputedStyle(e).backgroundColor);
              if (c.length < 4 || c[3] > 0) return c;
            }
            return [255, 255, 255];
          };
          let least = 21;
          for (const e of document.querySelectorAll("body *")) {
            if (!e.checkVisibility() || ![...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
            const style = getComputedStyle(e);
            const [a, b] = [light(channels(e.closest("svg") ? style.fill : style.color)), light(ground(e))];
            least = Math.min(least, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05));
          }
          return least;
        })()
        """;
}
