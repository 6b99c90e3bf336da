package dev.assay.app.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.app.render.ProgressLine.Figures;
import dev.assay.app.render.ProgressLine.Traffic;
import dev.assay.engine.scan.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Traffic LOCAL = new Traffic(0, 0, 0);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, UTF_8);
    private Figures figures = new Figures(0, 0, 0, 0, false, LOCAL);
    private final ProgressLine line = new ProgressLine(err, () -> figures, 100, 0);

    @Test
    void saysNothingOfAShortScan() {
        assertThat(line.frame(new Figures(10, 20, 10_000, 20_000, true, LOCAL), SECOND / 3))
                .isEmpty();
    }

    @Test
    void saysNothingBeforeTheFirstFile() {
        assertThat(line.frame(figures, 5 * SECOND)).isEmpty();
    }

    @Test
    void showsNoEndWhileTheWalkGoesOn() {
        assertThat(line.frame(new Figures(1200, 1900, 1_200_000_000, 1_900_000_000, false, LOCAL), 2 * SECOND))
                .isEqualTo("1,200 of 1,900+ files  1.2 GB  600 MB/s");
    }

    @Test
    void saysWhatCameOverTheNetworkAndWhatNeedNot() {
        assertThat(line.frame(
                        new Figures(25, 100, 1_000_000, 4_000_000, true, new Traffic(7, 200_000, 800_000)),
                        10 * SECOND))
                .isEqualTo("25 %  25 of 100 files  1.0 MB  100 kB/s  0:30 left  200 kB received  800 kB saved");
        assertThat(line.frame(new Figures(0, 0, 0, 0, false, new Traffic(3, 12_000, 0)), 11 * SECOND))
                .isEqualTo("listing  12 kB received");
    }

    /** Of a file that is read whole nothing is saved, however much of it is still to come. */
    @Test
    void whatIsStillToComeIsNotSaved() {
        Progress progress = new Progress();
        progress.requested();
        progress.offered(5_000_000);
        progress.received(1_000_000);
        assertThat(Traffic.of(progress, 1_000_000)).isEqualTo(new Traffic(1, 1_000_000, 0));
        assertThat(Traffic.of(progress, 5_000_000)).isEqualTo(new Traffic(1, 1_000_000, 4_000_000));
    }

    @Test
    void showsShareAndTimeLeftAfterTheWalk() {
        assertThat(line.frame(new Figures(25, 100, 1_000_000, 4_000_000, true, LOCAL), 10 * SECOND))
                .isEqualTo("25 %  25 of 100 files  1.0 MB  100 kB/s  0:30 left");
    }

    @Test
    void countsFilesWhereBytesAreNotKnown() {
        assertThat(line.frame(new Figures(1, 2, 0, 0, true, LOCAL), 60 * SECOND))
                .isEqualTo("50 %  1 of 2 files  1:00 left");
    }

    /** A few wholes that are done tell nothing of the others, and none that ends between two frames makes the time jump. */
    @Test
    void showsTheTimeLeftOfWholesOnceManyAreDone() {
        assertThat(line.frame(wholes(2, 40), 10 * SECOND)).startsWith("5 %").doesNotContain("left");
        assertThat(line.frame(wholes(8, 40), 20 * SECOND)).startsWith("20 %").endsWith("1:20 left");
        assertThat(line.frame(wholes(9, 40), 22 * SECOND)).startsWith("22 %").endsWith("1:16 left");
        assertThat(line.frame(wholes(9, 40), 23 * SECOND)).endsWith("1:19 left");
    }

    private static Figures wholes(long done, long expected) {
        return new Figures(done, done, 0, 0, false, new Figures.Wholes(done, expected), LOCAL);
    }

    @Test
    void isDoneWithoutTimeLeft() {
        assertThat(line.frame(new Figures(1, 1, 5_000, 5_000, true, LOCAL), SECOND))
                .isEqualTo("100 %  1 of 1 file  5.0 kB  5.0 kB/s");
    }

    @Test
    void aStallLetsTheRateFallSlowlyAndTheTimeLeftGrow() {
        Figures half = new Figures(5, 10, 500_000_000, 1_000_000_000, true, LOCAL);
        assertThat(line.frame(half, 5 * SECOND)).contains("100 MB/s").endsWith("0:05 left");
        assertThat(line.frame(half, 6 * SECOND)).contains("72 MB/s").endsWith("0:07 left");
        assertThat(line.frame(half, 3600 * SECOND)).contains("50 %").doesNotContain("NaN");
    }

    @Test
    void neverFillsTheLastColumn() {
        ProgressLine narrow = new ProgressLine(err, () -> figures, 20, 0);
        assertThat(narrow.frame(new Figures(25, 100, 1_000_000, 4_000_000, true, LOCAL), 10 * SECOND))
                .hasSize(19);
    }

    @Test
    void isRewrittenInPlaceAndClearedBeforeOtherOutput() {
        figures = new Figures(1, 2, 10, 20, true, LOCAL);
        line.draw(SECOND);
        line.draw(2 * SECOND);
        SampleReports.empty().to(line.over(new TextRenderer(err, Rendered.QUIET)));
        String text = bytes.toString(UTF_8);
        assertThat(text).startsWith("\r\u001b[K50 %").endsWith("\r\u001b[K").doesNotContain("\n");
        line.draw(3 * SECOND);
        assertThat(bytes.toString(UTF_8)).isEqualTo(text);
    }

    @Test
    void leavesNoTraceWhenItNeverShowed() {
        line.clear();
        line.close();
        assertThat(bytes.size()).isZero();
    }

    @Test
    void itsThreadEndsWithIt() throws InterruptedException {
        ProgressLine started = ProgressLine.start(new Progress(), err, 80);
        Thread thread = Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("assay-progress"))
                .findAny()
                .orElseThrow();
        assertThat(thread.isDaemon()).isTrue();
        started.close();
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
        assertThat(bytes.size()).isZero();
    }
}
