package dev.assay.detectors.indicator.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.indicator.Affected;
import dev.assay.detectors.indicator.Feeds;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What rows of feeds say of versions, in whatever format. */
class ConstraintTest {
    /** Prose is refused with its line and never taken for versions. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "github o/r 0.2.0 to 0.2.6",
                "github o/r All tags not starting with v except 0.35.0",
                "npm x >1.0.0 1.5.0",
                "npm x =>1.0.0",
                "npm x >=",
                "docker x >=1",
                "docker x sha256:zz",
                "github o/r [1,2)",
                "git github.com/o/r ~1",
                "maven g:x ~1.2",
                "maven g:x ~>1.2",
                "maven g:x ^1.2",
                "maven g:x 1.+",
                "maven g:x [1.0,1.5",
                "maven g:x 1.0,1.5)",
                "maven g:x (1.0)",
                "maven g:x [1.0,1.2,1.5]",
                "maven g:x [2.0,1.0]",
                "maven g:x [1.0,2.0)[3.0,4.0)",
                "maven g:x >=1.0 [1.2,1.3]",
                "gem x ~>2.1, >=2.1.3",
                "cargo x ~>1.2",
                "hex x ~>1.2",
                "npm x ~=1.2",
                "npm x ^next",
                "conda x >=1.0",
                "conan x >=cci.20200101",
                "github o/r >=main",
                "conda x ~1.0",
                "npm x <1.0.0, >=2.0.0",
                "npm x >=1.0.0, >=2.0.0",
                "npm x <1.0.0, >=2.0.0, <3.0.0",
                "sha256 62ee164b9b306250c1172583f138c9614139264f889fa99614903c12755468d0 1.0",
                "npm @evil 1.0.0",
                "npm @/evil 1.0.0",
                "npm evil/x 1.0.0",
                "maven lib 1.0",
                "maven :lib 1.0",
                "composer noslash 1.0",
                "composer a/ 1.0",
                "composer evil-* 1.0",
                "github checkout v1",
                "npm *"
            })
    void what_is_no_constraint_is_refused(String line) {
        Feeds feeds = Feeds.read(line + "\n");
        assertThat(feeds.added).isEmpty();
        assertThat(feeds.problems).singleElement().asString().startsWith("line 1: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            npm     ; 1.0.0, 1.0.1          ; 1.0.1        ; AFFECTED
            npm     ; 1.0.0, 1.0.1          ; v1.0.1       ; AFFECTED
            npm     ; 1.0.0, 1.0.1          ; 1.0.2        ; NOT_AFFECTED
            npm     ; >=1.0.0 <2.0.0        ; 1.9.9        ; AFFECTED
            npm     ; >=1.0.0, <2.0.0       ; 2.0.0        ; NOT_AFFECTED
            npm     ; <1.0.0 || >=2.0.0     ; 1.5.0        ; NOT_AFFECTED
            npm     ; <1.0.0 || >=2.0.0     ; 2.5.0        ; AFFECTED
            npm     ; *, !=1.0.0            ; 1.0.0        ; NOT_AFFECTED
            npm     ; *, !=1.0.0            ; 1.0.1        ; AFFECTED
            npm     ; >=1.0.0               ; latest       ; UNKNOWN
            npm     ; 1.0.0                 ; not-a-number ; UNKNOWN
            pypi    ; 1.0                   ; 1.0.0        ; AFFECTED
            pypi    ; >=1.0                 ; 2013b-x      ; UNKNOWN
            pypi    ; 1!2.0, !=2!1.0        ; 1!2          ; AFFECTED
            pypi    ; >=1!2.0               ; 3.0          ; NOT_AFFECTED
            pypi    ; >=1!2.0               ; 1!3.0        ; AFFECTED
            github  ; 0.*, !=0.35.0         ; 0.34.2       ; AFFECTED
            github  ; 0.*, !=0.35.0         ; v0.34.2      ; NOT_AFFECTED
            github  ; 0.*, !=0.35.0         ; 0.35.0       ; NOT_AFFECTED
            github  ; v1.1                  ; 1.1          ; AFFECTED
            docker  ; 0.69.4                ; 0.69.4       ; AFFECTED
            npm     ; >=1.0.0 <1.5.0, >=2.0.0 <2.3.0 ; 1.2.0 ; AFFECTED
            npm     ; >=1.0.0 <1.5.0, >=2.0.0 <2.3.0 ; 1.7.0 ; NOT_AFFECTED
            npm     ; >=1.0.0 <1.5.0, >=2.0.0 ; 2.7.0      ; AFFECTED
            nuget   ; [1.0,2.0)             ; 1.9.9        ; AFFECTED
            nuget   ; [1.0,2.0)             ; 2.0.0        ; NOT_AFFECTED
            nuget   ; (1.0,2.0]             ; 1.0.0        ; NOT_AFFECTED
            nuget   ; (1.0,2.0]             ; 2.0.0        ; AFFECTED
            nuget   ; [1.0], 1.2, [2.0,2.1) ; 1.0.0        ; AFFECTED
            nuget   ; [1.0], 1.2, [2.0,2.1) ; 1.2.0        ; AFFECTED
            nuget   ; [1.0], 1.2, [2.0,2.1) ; 2.0.5        ; AFFECTED
            nuget   ; [1.0], 1.2, [2.0,2.1) ; 1.0.1        ; NOT_AFFECTED
            nuget   ; (,1.5]                ; 0.1          ; AFFECTED
            nuget   ; (,1.5]                ; 1.5.1        ; NOT_AFFECTED
            nuget   ; (,1.0] || [2.0,)      ; 3.0          ; AFFECTED
            nuget   ; (,1.0] || [2.0,)      ; 1.5          ; NOT_AFFECTED
            npm     ; ^1.2                  ; 1.9.0        ; AFFECTED
            npm     ; ^1.2                  ; 1.1.9        ; NOT_AFFECTED
            npm     ; ^1.2                  ; 2.0.0        ; NOT_AFFECTED
            npm     ; ^0.2.3                ; 0.3.0        ; NOT_AFFECTED
            npm     ; ~1.2.3, ~ 2.0.1       ; 2.0.9        ; AFFECTED
            npm     ; ~1.2.3, ~ 2.0.1       ; 1.3.0        ; NOT_AFFECTED
            npm     ; 1.x                   ; 1.7.0        ; AFFECTED
            npm     ; 1.x.x                 ; 1.7.0        ; AFFECTED
            npm     ; 1.x                   ; 2.1.0        ; NOT_AFFECTED
            cargo   ; ^1.2                  ; 1.3.0        ; AFFECTED
            gem     ; ~>2.1                 ; 2.9          ; AFFECTED
            gem     ; ~>2.1                 ; 3.0          ; NOT_AFFECTED
            gem     ; ~> 2.1.3              ; 2.2          ; NOT_AFFECTED
            pypi    ; ~=1.2                 ; 1.9          ; AFFECTED
            pypi    ; ~=1.2                 ; 2.0          ; NOT_AFFECTED
            composer; ^1.2                  ; 1.3.0        ; AFFECTED
            composer; ~1.2.3                ; 1.3.0        ; NOT_AFFECTED
            deb     ; 1.0~rc1               ; 1.0~rc1      ; AFFECTED
            conda   ; 1.0.0, 1.0.1          ; 1.0.1        ; AFFECTED
            conda   ; 1.0.0                 ; 1.0.1        ; NOT_AFFECTED
            luarocks; 1.0.0-1               ; 1.0.0-1      ; AFFECTED
            vcpkg   ; 2024-01-01#1          ; 2024-01-01#1 ; AFFECTED
            conan   ; cci.20200101, 1.2.0   ; cci.20200101 ; AFFECTED
            conan   ; cci.20200101, 1.2.0   ; 1.2.0        ; AFFECTED
            conan   ; cci.20200101, 1.2.0   ; cci.20200102 ; NOT_AFFECTED
            conan   ; >=1.0                 ; 1.2.0        ; AFFECTED
            conan   ; >=1.0                 ; cci.20200102 ; UNKNOWN
            vcpkg   ; 1.0, !=1.1            ; 1.1          ; NOT_AFFECTED
            """)
    void constraints_mean_what_they_say(String ecosystem, String versions, String version, Affected.Answer answer) {
        Feeds feeds = Feeds.read(ecosystem + (ecosystem.equals("npm") ? " name " : " some/name ") + versions + "\n");
        assertThat(feeds.problems).isEmpty();
        assertThat(feeds.added
                        .getFirst()
                        .indicator()
                        .affected()
                        .answer(Feeds.ECOSYSTEMS.ofType(ecosystem).orElseThrow(), version))
                .isEqualTo(answer);
    }

    /** A version of Maven may be any text, so that what is no version has to be told from it. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            [1.0,1.5)          ; 1.2      ; AFFECTED
            [1.0, 1.5)         ; 1.5      ; NOT_AFFECTED
            (,1.5]             ; 1.5      ; AFFECTED
            [1.2]              ; 1.2      ; AFFECTED
            [1.2]              ; 1.2.1    ; NOT_AFFECTED
            (,1.0],[1.2,)      ; 1.1      ; NOT_AFFECTED
            (,1.0],[1.2,)      ; 7        ; AFFECTED
            >=1.0 <1.5         ; 1.4-jre  ; AFFECTED
            31.0-jre           ; 31.0-jre ; AFFECTED
            """)
    void intervals_are_read_in_each_format(String versions, String version, Affected.Answer answer) {
        for (String feed : List.of(
                "maven org.evil:lib " + versions + "\n",
                "ecosystem,name,versions\nmaven,org.evil:lib,\"" + versions + "\"\n",
                "{\"indicators\": [{\"ecosystem\": \"maven\", \"name\": \"org.evil:lib\", \"versions\": \"" + versions
                        + "\"}]}")) {
            Feeds feeds = Feeds.read(feed);
            assertThat(feeds.problems).isEmpty();
            assertThat(feeds.added
                            .getFirst()
                            .indicator()
                            .affected()
                            .answer(Feeds.ECOSYSTEMS.ofType("maven").orElseThrow(), version))
                    .isEqualTo(answer);
        }
    }

    @Test
    void what_is_refused_says_its_line_and_what_to_write() {
        assertThat(Feeds.read("ecosystem,name,versions\nmaven,g:a,1.0\nmaven,g:a,~>1.2\n").problems)
                .containsExactly(
                        "line 3: no operator of maven is written '~>' in feeds: write bounds, such as >=1.2 <2.0");
        assertThat(Feeds.read(
                                "{\"indicators\": [\n{\"ecosystem\": \"conda\", \"name\": \"a\", \"versions\": [\"^1\"]}]}")
                        .problems)
                .containsExactly("line 2: no operator of conda is written '^' in feeds: write the versions one by one");
        assertThat(Feeds.read(
                                "{\"indicators\": [{\"ecosystem\": \"npm\", \"name\": \"a\", \"versions\": [\"1.0.0\", [\"1.0.1\"]]}]}")
                        .problems)
                .containsExactly("line 1: 'versions' is neither a text nor a list of texts");
    }
}
