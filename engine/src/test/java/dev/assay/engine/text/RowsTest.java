package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsTest {
    private static URL table(Path folder, String text) throws IOException {
        return Files.writeString(folder.resolve("table.tsv"), text).toUri().toURL();
    }

    @Test
    void commentsAndBlankLinesDoNotCount(@TempDir Path folder) throws IOException {
        assertThat(Rows.read(table(folder, "# a\tb\n\none\ttwo\n\t\n"), 2)).containsExactly(List.of("one", "two"));
        assertThat(Rows.read(table(folder, "one\t\n"), 2)).containsExactly(List.of("one", ""));
    }

    @Test
    void aRowWithAnotherNumberOfFieldsIsNamed(@TempDir Path folder) throws IOException {
        URL table = table(folder, "one\ttwo\nthree\n");
        assertThatThrownBy(() -> Rows.read(table, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("table.tsv:2: 1 fields instead of 2");
    }
}
