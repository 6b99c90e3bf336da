package dev.assay.app.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpdxLicenceTest {
    @ParameterizedTest
    @CsvSource({
        "MIT, MIT",
        "mit, MIT",
        "apache-2.0, Apache-2.0",
        "(MIT OR Apache-2.0), (MIT OR Apache-2.0)",
        "mit or (bsd-3-clause and isc), MIT OR (BSD-3-Clause AND ISC)",
        "GPL-2.0+, GPL-2.0+",
        "GPL-2.0-only WITH Classpath-exception-2.0, GPL-2.0-only WITH Classpath-exception-2.0",
        "GPL-2.0-with-classpath-exception, GPL-2.0-with-classpath-exception"
    })
    void anExpressionHasTheListsIdentifiers(String text, String expression) {
        assertThat(SpdxLicence.expression(text)).contains(expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "()",
                "SEE LICENSE IN LICENSE.md",
                "UNLICENSED",
                "MIT OR",
                "MIT MIT",
                "(MIT",
                "MIT)",
                "MIT AND (OR ISC)",
                "MIT/Apache-2.0",
                "MIT WITH MIT",
                "(MIT OR ISC) WITH Classpath-exception-2.0",
                "GPL-2.0-only WITH Classpath-exception-2.0 WITH Classpath-exception-2.0",
                "Classpath-exception-2.0",
                "LicenseRef-own"
            })
    void whatIsNoneIsNone(String text) {
        assertThat(SpdxLicence.expression(text)).isEmpty();
    }
}
