package dev.assay.detectors.indicator.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.report.Severity;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CvssTest {
    /** FIRST's own examples, with the scores that they have there: of 4.0, 3.0 and 3.1, and of the guide to version 2. */
    @ParameterizedTest
    @CsvSource({
        "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N, HIGH", // 7.3, CVE-2022-41741
        "CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N, HIGH", // 8.3, CVE-2023-3089
        "CVSS:4.0/AV:L/AC:L/AT:N/PR:N/UI:A/VC:L/VI:N/VA:N/SC:N/SI:N/SA:N, MEDIUM", // 4.6, CVE-2021-44714
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H, CRITICAL", // 10.0, CVE-2021-44228
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N, HIGH", // 8.7, CVE-2014-0160
        "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N, MEDIUM", // 6.1, CVE-2013-1937
        "CVSS:3.0/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N, LOW", // 3.1, CVE-2014-3566
        "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H, CRITICAL", // 9.9, CVE-2012-1516
        "CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L, MEDIUM", // 4.2, CVE-2009-0783
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N, HIGH", // 7.5, CVE-2014-0160
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O/RC:C, CRITICAL", // 9.8: the base score counts
        "AV:N/AC:L/Au:N/C:N/I:N/A:C, HIGH", // 7.8, CVE-2002-0392
        "AV:N/AC:L/Au:N/C:C/I:C/A:C, HIGH", // 10.0, CVE-2003-0818: nothing is critical in version 2
        "AV:L/AC:H/Au:N/C:C/I:C/A:C, MEDIUM", // 6.2, CVE-2003-0062
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N, LOW" // 0.0
    })
    void vectors_come_to_the_ratings_of_their_specification(String vector, Severity severity) {
        assertThat(Cvss.severity(vector)).contains(severity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7.5",
                "CVSS:3.1",
                "CVSS:3.1/AV:N/AC:L",
                "CVSS:9.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H",
                "CVSS:3.1/AV:Z/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"
            })
    void what_is_none_says_nothing(String text) {
        assertThat(Cvss.severity(text)).isEmpty();
    }

    @Test
    void a_vector_of_a_megabyte_is_none() {
        assertThat(Cvss.severity("CVSS:3.1/" + "AV:N/".repeat(1 << 18))).isEmpty();
    }

    /** Somebody else's server writes them. */
    @Property(tries = 3000)
    void no_text_breaks_it(@ForAll int where, @ForAll char what, @ForAll int version) {
        String[] some = {
            "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U",
            "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
            "AV:N/AC:L/Au:N/C:P/I:P/A:P"
        };
        StringBuilder text = new StringBuilder(some[Math.floorMod(version, some.length)]);
        int at = Math.floorMod(where, text.length());
        assertThat(Cvss.severity(text.substring(0, at))).isNotNull();
        assertThat(Cvss.severity(text.substring(at) + text)).isNotNull();
        text.setCharAt(at, what % 3 == 0 ? "/:NLHPXC.40".charAt(what % 11) : what);
        assertThat(Cvss.severity(text.toString())).isNotNull();
    }
}
