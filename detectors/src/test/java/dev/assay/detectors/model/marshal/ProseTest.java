package dev.assay.detectors.model.marshal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProseTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Runs os.system('rm -rf /') if you ask it to.",
                "usage: eval(text) compiles the text",
                "Don't call exec(x) here",
                "`__import__('os').system('id')` is what it stops",
                "it's exec(x)",
                "the quick brown fox"
            })
    void whatPeopleReadIsProse(String text) {
        assertThat(Prose.isProse(text)).as(text).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "import os\nos.system('id')",
                "__import__('os').system('rm the file')",
                "x = 1 # the quick brown fox\nexec(y)",
                "'''the quick\nbrown fox'''\nimport os; os.system('id')",
                "print x\nexec code in ns",
                "match x:\n  case y: pass",
                "async def f(): await g",
                "from a import b as c",
                "x = 'it\\'s the quick' if y else z",
                "lambda x: not x is y",
                "x = rb'a' + f\"b\"",
                "",
                "word"
            })
    void programsAreNot(String text) {
        assertThat(Prose.isProse(text)).as(text).isFalse();
    }
}
