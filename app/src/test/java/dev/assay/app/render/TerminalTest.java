package dev.assay.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
                    '',      '',    '',   xterm, true,  true
                    '',      '',    '',   xterm, false, false
                    1,       '',    '',   xterm, true,  false
                    1,       1,     '',   xterm, true,  false
                    '',      1,     '',   xterm, false, true
                    '',      1,     '',   dumb,  false, true
                    '',      0,     '',   xterm, false, false
                    '',      '',    0,    xterm, true,  false
                    '',      '',    1,    xterm, false, false
                    '',      '',    '',   dumb,  true,  false
                    """)
    void coloursAsTheConventionsSay(
            String noColor, String force, String cliColor, String term, boolean isTerminal, boolean expected) {
        Map<String, String> environment =
                Map.of("NO_COLOR", noColor, "CLICOLOR_FORCE", force, "CLICOLOR", cliColor, "TERM", term);
        assertThat(Terminal.colour(environment, isTerminal)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"'',80", "120,120", "0,80", "x,80", "-5,80", "99999999999,80", "40,40"})
    void widthIsThatOfColumns(String columns, int expected) {
        assertThat(Terminal.width(Map.of("COLUMNS", columns))).isEqualTo(expected);
        assertThat(Terminal.width(Map.of())).isEqualTo(80);
    }

    @Test
    void symbolsNeedUtf8() {
        assertThat(Terminal.unicode(StandardCharsets.UTF_8)).isTrue();
        assertThat(Terminal.unicode(StandardCharsets.ISO_8859_1)).isFalse();
    }

    @Test
    void escapesWhatDoesNotShowAsItself() {
        assertThat(Terminal.escape("plain C:\\name", true)).isEqualTo("plain C:\\name");
        assertThat(Terminal.escape("\u001b[31mred", true)).isEqualTo("\\x1b[31mred");
        assertThat(Terminal.escape("a\nb\rc\td\u0000", true)).isEqualTo("a\\nb\\rc\\td\\x00");
        assertThat(Terminal.escape("x\u202ey\ud83dz", true)).isEqualTo("x\\u{202e}y\\u{d83d}z");
        assertThat(Terminal.escape("\u00a0\u3164\ue000\udb40\udc41", true))
                .isEqualTo("\\xa0\\u{3164}\\u{e000}\\u{e0041}");
        assertThat(Terminal.escape("模型 é 🤗", true)).isEqualTo("模型 é 🤗");
        assertThat(Terminal.escape("模 é 🤗", false)).isEqualTo("\\u{6a21} \\xe9 \\u{1f917}");
    }

    @Test
    void knowsWhatIsWide() {
        assertThat(Terminal.columns("abc")).isEqualTo(3);
        assertThat(Terminal.columns("模型")).isEqualTo(4);
        assertThat(Terminal.columns("🤗")).isEqualTo(2);
        assertThat(Terminal.columns("e\u0301")).isEqualTo(1);
    }
}
