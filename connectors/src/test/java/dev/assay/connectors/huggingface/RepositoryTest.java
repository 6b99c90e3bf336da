package dev.assay.connectors.huggingface;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryTest {
    private static final HttpUrl HUB = HttpUrl.get("https://huggingface.co");

    @ParameterizedTest
    @CsvSource({
        "hf://org/name, MODELS, org/name, main, ''",
        "hf://org/name/, MODELS, org/name, main, ''",
        "hf://gpt2, MODELS, gpt2, main, ''",
        "hf://gpt2@v1/sub/f, MODELS, gpt2, v1, sub/f",
        "hf://org/name@v1.0, MODELS, org/name, v1.0, ''",
        "hf://org/name@refs/pr/1/f.bin, MODELS, org/name, refs/pr/1, f.bin",
        "hf://org/name@refs%2Fpr%2F1/f.bin, MODELS, org/name, refs/pr/1, f.bin",
        "hf://datasets/org/name/d/f.bin, DATASETS, org/name, main, d/f.bin",
        "hf://spaces/org/name, SPACES, org/name, main, ''",
        "https://huggingface.co/org/name, MODELS, org/name, main, ''",
        "https://hf.co/org/name, MODELS, org/name, main, ''",
        "https://huggingface.co/gpt2, MODELS, gpt2, main, ''",
        "https://huggingface.co/gpt2/blob/main/model.safetensors, MODELS, gpt2, main, model.safetensors",
        "https://huggingface.co/org/name/tree/dev/sub, MODELS, org/name, dev, sub",
        "https://huggingface.co/org/name/resolve/dev/a%20b.bin?download=true, MODELS, org/name, dev, a b.bin",
        "https://huggingface.co/org/name/blob/refs%2Fpr%2F2/f, MODELS, org/name, refs/pr/2, f",
        "https://huggingface.co/datasets/org/name/tree/main, DATASETS, org/name, main, ''"
    })
    void names(String target, Repository.Kind kind, String name, String revision, String path) {
        assertThat(Repository.parse(target, HUB)).isEqualTo(new Repository(kind, name, revision, path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hf://",
                "hf://org//name",
                "hf://org/name/../x",
                "hf://org/../x",
                "hf://org/name@",
                "hf://org/name@../x",
                "https://huggingface.co",
                "https://huggingface.co/docs/hub",
                "https://huggingface.co/org/name/discussions",
                "http://huggingface.co/org/name",
                "https://huggingface.co.evil.example/org/name",
                "https://evil.example/org/name"
            })
    void noRepositories(String target) {
        assertThat(Repository.parse(target, HUB)).isNull();
    }

    @Test
    void aMirrorMayLieBelowAPath() {
        HttpUrl mirror = HttpUrl.get("https://mirror.example/hub/");
        assertThat(Repository.parse("https://mirror.example/hub/org/name", mirror)
                        .name())
                .isEqualTo("org/name");
    }

    @Test
    void theTokenIsFoundWhereTheHubsOwnToolsLook(@TempDir Path home) throws IOException {
        assertThat(Hub.of(Map.of(), home).authorization()).isNull();
        Path file = home.resolve(".cache/huggingface/token");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "fromFile\n");
        assertThat(Hub.of(Map.of(), home).authorization()).isEqualTo("Bearer fromFile");
        assertThat(Hub.of(Map.of("HF_TOKEN", "fromVariable"), home).authorization())
                .isEqualTo("Bearer fromVariable");
        assertThat(Hub.of(Map.of("HF_HOME", home.toString()), home).authorization())
                .isNull();
        assertThat(Hub.of(Map.of("HF_TOKEN_PATH", file.toString(), "HF_HOME", "/none"), home)
                        .authorization())
                .isEqualTo("Bearer fromFile");
        assertThat(Hub.of(Map.of("HF_HUB_DISABLE_IMPLICIT_TOKEN", "1"), home).authorization())
                .isNull();
        assertThat(Hub.of(Map.of("HF_TOKEN", "fromVariable"), home).toString()).doesNotContain("fromVariable");
    }

    @Test
    void theNextPageIsWhatTheLinkAsksForAndNotWhereItLeads() {
        assertThat(NextLink.query("<https://evil.example/x?cursor=a%3D&limit=1>; rel=\"next\""))
                .isEqualTo("cursor=a%3D&limit=1");
        assertThat(NextLink.query("<https://h/a?p=0>; rel=\"prev\", <https://h/a?p=2>; rel=\"next\""))
                .isEqualTo("p=2");
        assertThat(NextLink.query("<https://h/a>; rel=\"last\"")).isEmpty();
        assertThat(NextLink.query("nonsense <")).isEmpty();
    }
}
