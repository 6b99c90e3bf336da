package dev.assay.detectors.manifest.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestFacts;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a script asks for in a comment, and what no comment of that kind is. */
class InlineScriptTest {
    private static List<String> of(String text) {
        return ManifestFacts.of("tool.py", text);
    }

    @Test
    void is_read_wherever_it_stands_in_the_first_lines() {
        String block = "# /// script\r\n# dependencies = ['a==1']\r\n# ///\r\n";
        assertThat(of(block)).containsExactly("2 pkg:pypi/a@1 (==1) direct");
        assertThat(of("\ufeff" + block + "print(1)")).containsExactly("2 pkg:pypi/a@1 (==1) direct");
        assertThat(of("\"\"\"Says\n'what' it is.\"\"\"\n\n" + block)).containsExactly("5 pkg:pypi/a@1 (==1) direct");
        assertThat(of(block.stripTrailing())).containsExactly("2 pkg:pypi/a@1 (==1) direct");
    }

    @Test
    void other_comments_and_other_blocks_are_nobodys() {
        assertThat(of("# /// scripts\nimport a\n")).isEmpty();
        assertThat(of("# /// other\n# dependencies = ['a==1']\n# ///\n")).containsExactly("nobody's");
        assertThat(of("s = '# /// script'\n")).containsExactly("nobody's");
        assertThat(ManifestFacts.of("tool.txt", "# /// script\n# ///\n")).containsExactly("nobody's");
    }

    @Test
    void what_uv_refuses_is_a_gap() {
        String open = "# /// script\n# dependencies = ['a==1']\n";
        for (String text : List.of(
                open,
                open + "import a\n# ///\n",
                open + "# ///\n\n" + open + "# ///\n",
                "# /// script\n# dependencies = ['a==1'\n# ///\n")) {
            assertThat(of(text)).as(text).anyMatch(line -> line.startsWith("gap malformed"));
        }
    }

    /** As in what shows how to write one. */
    @Test
    void the_last_end_in_one_comment_counts() {
        assertThat(of("# /// script\n# dependencies = ['a']\n# ///\n# ///\n"))
                .anyMatch(line -> line.startsWith("gap malformed"));
    }
}
