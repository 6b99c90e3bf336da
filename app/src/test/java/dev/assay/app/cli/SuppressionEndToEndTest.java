package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comments that suppress, as a user meets them. */
class SuppressionEndToEndTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(folder.resolve("src"));
        Files.writeString(
                folder.resolve("src/a.py"),
                "import hashlib\n# assay:ignore crypto/broken-hash expires=2026-07-01 reason=names of files\n"
                        + "hashlib.md5(b'x')\n");
    }

    private Report scan(String... more) {
        String[] arguments = new String[more.length + 1];
        System.arraycopy(more, 0, arguments, 0, more.length);
        arguments[more.length] = "src";
        return Report.of(new Cli(folder), arguments);
    }

    @Test
    void theyCountIfTheTargetIsTrustedAndAreListed() {
        Report report = scan("--trust-target", "--as-of", "2026-06-30");
        assertThat(report.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(report.json().get("suppressed").get(0).toString())
                .contains("crypto/broken-hash", "a.py", "until 2026-07-01: names of files");
        assertThat(scan("--trust-target", "--as-of", "2026-06-30", "--only", "crypto")
                        .code())
                .isEqualTo(ExitCode.CLEAN);
    }

    @Test
    void theyAreCountedIfItIsNot() {
        Report report = scan("--as-of", "2026-06-30");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(report.coverage().get("notes").toString()).contains("suppressions in comments that were not obeyed");
        assertThat(new Cli(folder).run("scan", "src").out())
                .contains("passed over", "suppressions in comments that were not obeyed (--trust-target)");
    }

    @Test
    void oneThatIsOverIsAFindingOfItsOwn() {
        Report report = scan("--trust-target", "--as-of", "2026-07-01");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        assertThat(report.findings()).contains("a.py crypto/broken-hash", "a.py suppression/not-obeyed");
        assertThat(report.json().get("suppressed")).isEmpty();
    }

    /** Findings are never kept, so another day or another trust judges what is in the cache. */
    @Test
    void theCacheHoldsTheCommentAndNotWhatBecameOfIt(@TempDir Path scratch) throws IOException, InterruptedException {
        Files.write(folder.resolve("src/0-large.bin"), new byte[300_000]);
        Thread.sleep(2_100);
        Cli cli = new Cli(folder).cache(scratch.resolve("cache"));
        assertThat(Report.of(cli, "--as-of", "2026-06-30", "src").code()).isEqualTo(ExitCode.UNSAFE);
        Report trusted = Report.of(cli, "--as-of", "2026-06-30", "--trust-target", "src");
        assertThat(trusted.code()).isEqualTo(ExitCode.CLEAN);
        assertThat(trusted.performance("cacheHits")).isEqualTo(2);
    }
}
