package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.indicator.command.Trait.Kind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallersTest {
    private static List<Kind> kinds(String text) {
        return CommandJudge.traits(text).stream().map(Trait::kind).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npx github:owner/name",
                "npx -y owner/name",
                "npx -p github:owner/name name",
                "npm exec -- github:owner/name#main",
                "npm install -g git+https://host.example/r.git",
                "npm i name@https://host.example/r.tgz",
                "bunx gitlab:owner/name",
                "pip install git+https://host.example/r.git",
                "python3 -m pip install -U 'name @ git+https://host.example/r@v1'",
                "pip install --index-url https://pypi.org/simple -e git+https://host.example/r#egg=r",
                "pip install https://host.example/r-1.0.tar.gz",
                "uvx --from git+https://host.example/r name",
                "uv tool run --from=git+https://host.example/r name",
                "pipx run --spec git+https://host.example/r name",
                "cargo install --git https://host.example/r",
            })
    void whatLiesInARepositoryIsRun(String text) {
        assertThat(kinds(text)).containsExactly(Kind.RUNS_TOOL);
        String plain = text.replace("https://host.example", "http://192.0.2.1");
        assertThat(kinds(plain))
                .containsExactly(plain.equals(text) ? Kind.RUNS_TOOL : Kind.RUNS_DOWNLOAD_FROM_ANYWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "npx name",
                "npx @owner/name",
                "npx ./owner/name",
                "npx -w owner/name eslint",
                "npm install --registry https://host.example/npm name",
                "npm install --registry=https://host.example/npm name",
                "npm install packages/name",
                "npm run git+https://host.example/r.git",
                "npm install git+https://host.example/r.git#0123456789abcdef0123456789abcdef01234567",
                "pip install -i https://host.example/simple name",
                "pip install --extra-index-url=https://host.example/simple name",
                "pip install -r https://host.example/requirements.txt",
                "pip install https://host.example/r-1.0-py3-none-any.whl",
                "pip install git+https://host.example/r@0123456789abcdef0123456789abcdef01234567",
                "pip install git+https://localhost/r",
                "pip download git+https://host.example/r",
                "echo pip install git+https://host.example/r",
                "cargo install --git https://host.example/r --rev 0123456789abcdef0123456789abcdef01234567",
            })
    void whatARegistryOrACommitHasIsNone(String text) {
        assertThat(kinds(text)).isEmpty();
    }
}
