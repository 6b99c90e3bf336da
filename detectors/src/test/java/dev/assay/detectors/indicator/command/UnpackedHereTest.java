package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What was unpacked into the folder where commands run is run by who starts a file of it, and not by each command that follows. */
class UnpackedHereTest {
    @ParameterizedTest
    @CsvSource({
        "echo hi, false",
        "apt-get update, false",
        "jq .a x.json, false",
        "sh x.sh, true",
        "./configure, true",
        "foo-1/run, true",
        "setup.exe, true",
        "make, true"
    })
    void whichCommandRunsIt(String command, boolean isTold) {
        CommandJudge judge = new CommandJudge();
        judge.next("curl -s http://x.example/foo.tar.gz | tar xz", "", Map.of());
        assertThat(judge.next(command, "", Map.of())).hasSize(isTold ? 1 : 0);
    }
}
