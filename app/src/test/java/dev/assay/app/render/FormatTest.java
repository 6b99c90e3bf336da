package dev.assay.app.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.ReportSink;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the renderers of all formats. */
class FormatTest {
    private static final class Closable extends ByteArrayOutputStream {
        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsId(Format format) {
        assertThat(Format.of(format.id())).contains(format);
        assertThat(format.mediaType()).contains("/");
    }

    @Test
    void othersAreNotFound() {
        assertThat(Format.of("yaml")).isEmpty();
        assertThat(Format.of("JSON")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void flushesAtTheEndAndLeavesTheStreamOpen(Format format) {
        Closable out = new Closable();
        SampleReports.one()
                .to(format.open(new BufferedOutputStream(out, 1 << 20), Rendered.PLAIN, SampleReports.book()));
        assertThat(out.toString(UTF_8)).isEqualTo(Rendered.as(format, Rendered.PLAIN, SampleReports.one()));
        assertThat(out.toString(UTF_8)).endsWith("\n");
        assertThat(out.closed).isFalse();
    }

    /** As when the reader of a pipe has seen enough. */
    @ParameterizedTest
    @EnumSource
    void aBrokenStreamIsSaidAsSuch(Format format) {
        OutputStream broken = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        assertThatThrownBy(() -> SampleReports.full().to(format.open(broken, Rendered.PLAIN, SampleReports.book())))
                .isInstanceOf(UncheckedIOException.class)
                .hasRootCauseMessage("Broken pipe");
    }

    @Test
    void jsonlIsThereLineByLine() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportSink sink = Format.JSONL.open(new BufferedOutputStream(out), Rendered.PLAIN, SampleReports.book());
        Finding finding = SampleReports.osCommand(Location.of("a", "b"), "os.system", "'id'");
        for (int lines = 1; lines < 4; lines++) {
            sink.finding(finding);
            assertThat(out.toString(UTF_8).lines()).hasSize(lines);
            assertThat(out.toString(UTF_8)).endsWith("\n");
        }
    }

    /** What differs only in figures of performance differs nowhere else. */
    @Test
    void performanceIsTheLastPartOfJson() {
        String json = Rendered.as(Format.JSON, Rendered.PLAIN, SampleReports.full());
        int performance = json.indexOf("\n  \"performance\": {");
        assertThat(json.substring(performance + 1).lines().filter(line -> line.startsWith("  \"")))
                .hasSize(1);
    }

    @Test
    void textHoldsABoundedNumberOfFindingsAndCountsTheRest() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportSink sink = Format.TEXT.open(out, Rendered.PLAIN, SampleReports.book());
        IntStream.range(0, 10_000)
                .mapToObj(i -> SampleReports.osCommand(Location.of("models", i + ".pkl"), "c" + i, "'id'"))
                .forEach(sink::finding);
        sink.end(SampleReports.empty().summary());
        assertThat(out.toString(UTF_8)).contains("and 9,995 more findings of this rule");
        assertThat(out.toString(UTF_8).lines()).hasSizeLessThan(50);
    }
}
