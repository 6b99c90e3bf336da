package dev.assay.engine.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeLikenessTest {
    @ParameterizedTest
    @ValueSource(strings = {"{{ x }}", "a {% if y %}", "{# remark #}"})
    void templates(String text) {
        assertThat(CodeLikeness.isTemplate(text)).isTrue();
        assertThat(CodeLikeness.isCode(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"import os; os.system('id')", "rm -rf /", "eval(x)", "<script>", "bash -c id"})
    void code(String text) {
        assertThat(CodeLikeness.isCode(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "pt",
                "A model that was evaluated (see the paper), executed on 8 GPUs and imported from JAX",
                "{\"ss_tag_frequency\": {\"a\": {\"b\": 1}}}",
                "https://models.example/small"
            })
    void descriptions(String text) {
        assertThat(CodeLikeness.isTemplate(text)).isFalse();
        assertThat(CodeLikeness.isCode(text)).isFalse();
    }
}
