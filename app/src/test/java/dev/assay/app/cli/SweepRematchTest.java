package dev.assay.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is judged from the store alone, and whether what is in the store makes a difference where it must not. */
class SweepRematchTest extends SweepFixture {
    private static final String DIGEST = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03"; // of hello

    @BeforeEach
    void indicators() throws IOException {
        Files.writeString(folder.resolve("names.txt"), "npm debug 4.3.0\n");
        Files.writeString(folder.resolve("digests.csv"), "ecosystem,name\nsha256," + DIGEST + "\n");
        Files.writeString(folder.resolve("md5.csv"), "ecosystem,name\nmd5,b1946ac92492d2347c6235b4d2611184\n");
    }

    /** A sweep without digests reads less, and tells none of what it reads. */
    @Test
    void digestsThatNobodyAskedForAreAGapAndTheRestIsJudged() {
        server.repository("acme/web")
                .commit(Map.of(
                        "package-lock.json", lock("4.3.0"),
                        "a.txt", bytes("hello\n"),
                        "b.md", bytes("x"),
                        "CODEOWNERS", bytes("* @acme/us\n")));
        server.repository("acme/small").commit(Map.of("package-lock.json", lock("4.3.0")));
        Report swept = sweep("--indicators", "names.txt", "github:acme");
        assertThat(found(swept)).hasSize(2);
        Report report = sweep("--rematch", "--indicators", "names.txt", "--indicators", "digests.csv", "github:acme");
        assertThat(found(report)).isEqualTo(found(swept));
        assertThat(gaps(report))
                .containsExactly("github:acme/small@main/ unreachable", "github:acme/web@main/ unreachable");
        assertThat(report.reasons())
                .containsExactlyInAnyOrder(
                        "bytes of 1 file were never read for their sha256, and the server is not asked",
                        "bytes of 4 files were never read for their sha256, and the server is not asked");
        assertThat(report.code()).isEqualTo(ExitCode.UNSAFE);
        Report other = sweep("--rematch", "--only", "secret", "github:acme");
        assertThat(other.reasons())
                .contains("bytes of 3 files were never read, and the server is not asked")
                .anyMatch(reason -> reason.startsWith("it was never read to its end, or by another build"));
    }

    /** A sweep with digests has read more than one without asks for. */
    @Test
    void aSweepWithDigestsServesOneWithoutAndWithFewer() {
        server.repository("acme/web")
                .commit(Map.of("package-lock.json", lock("4.3.0"), "a.txt", bytes("hello\n"), "b.md", bytes("x")));
        sweep("--indicators", "digests.csv", "--indicators", "md5.csv", "github:acme");
        Report names = sweep("--rematch", "--indicators", "names.txt", "github:acme");
        assertThat(found(names))
                .containsExactly("github:acme/web@main/package-lock.json:4 indicator/malicious-package no owner");
        assertThat(names.gaps()).isEmpty();
        Report digests = sweep("--rematch", "--indicators", "names.txt", "--indicators", "digests.csv", "github:acme");
        assertThat(found(digests))
                .containsExactly(
                        "github:acme/web@main/a.txt:0 indicator/known-file no owner",
                        "github:acme/web@main/package-lock.json:4 indicator/malicious-package no owner");
        assertThat(digests.gaps()).isEmpty();
    }

    /** Content is the same by its digest; whether a repository gives it is not. */
    @Test
    void aRepositoryThatGivesNothingIsAGapWhateverOthersHaveGiven() {
        Map<String, byte[]> files = Map.of("package-lock.json", lock("4.4.2"));
        server.repository("acme/gone").commit(files).answering(404);
        server.repository("acme/here").commit(files);
        Report first = sweep("github:acme");
        assertThat(gaps(first)).containsExactly("github:acme/gone@main/ changed");
        assertThat(found(first)).hasSize(1);
        assertThat(sweep("github:acme").lasting()).isEqualTo(first.lasting());
        Report rematched = sweep("--rematch", "github:acme");
        assertThat(rematched.json().get("gaps")).isEqualTo(first.json().get("gaps"));
        assertThat(found(rematched)).isEqualTo(found(first));
    }

    /** That its object is not read is known for good. */
    @Test
    void aPointerOfGitLfsIsTheSameGapWithoutTheServer() {
        server.repository("acme/web")
                .commit(Map.of(
                        "yarn.lock",
                        bytes("version https://git-lfs.github.com/spec/v1\n"
                                + "oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\n"
                                + "size 12345\n")));
        Report swept = sweep("github:acme");
        assertThat(gaps(swept)).containsExactly("github:acme/web@main/yarn.lock unsupported");
        assertThat(sweep("--rematch", "github:acme").json().get("gaps"))
                .isEqualTo(swept.json().get("gaps"));
    }

    /** Included lists have any names, include others, and are asked for together once they are known. */
    @Test
    void whatAListIncludesIsReadOfTheSameRepository() throws IOException {
        Files.writeString(folder.resolve("pip.txt"), "pypi bad-one 1.0\npypi bad-two 1.0\n");
        server.repository("acme/api")
                .commit(Map.of(
                        "svc/requirements.txt", bytes("-r base.txt\n-c ../limits/c.txt\n-r ../../outside.txt\n"),
                        "svc/base.txt", bytes("bad-one==1.0\n-r more/deep.lst\n"),
                        "svc/more/deep.lst", bytes("bad-two==1.0\n-r ../base.txt\n"),
                        "limits/c.txt", bytes("six==1.0\n"),
                        "notes.txt", bytes("read by nobody"),
                        "README.md", bytes("x")));
        server.repository("acme/web").commit(Map.of("requirements.txt", bytes("six==1.0\n"), "a.txt", bytes("x")));
        Report report = sweep("--indicators", "pip.txt", "github:acme");
        assertThat(found(report))
                .containsExactly(
                        "github:acme/api@main/svc/base.txt:1 indicator/malicious-package no owner",
                        "github:acme/api@main/svc/more/deep.lst:1 indicator/malicious-package no owner");
        assertThat(report.reasons())
                .containsExactly("includes what was not read as a list of requirements: '../../outside.txt'");
        assertThat(report.coverage().at("/artifacts").intValue()).isEqualTo(5);
        assertThat(asked()).filteredOn(kind -> kind.equals("tree")).hasSize(2);
        assertThat(asked())
                .hasSizeLessThanOrEqualTo(1 + 2 + 1 + 2 + 2); // listing, trees, lists, included, included by these
        server.forget();
        assertThat(sweep("--indicators", "pip.txt", "github:acme").lasting()).isEqualTo(report.lasting());
        assertThat(asked()).containsExactly("query");
        Report rematched = sweep("--rematch", "--indicators", "pip.txt", "github:acme");
        assertThat(rematched.json().get("findings")).isEqualTo(report.json().get("findings"));
        assertThat(rematched.json().get("gaps")).isEqualTo(report.json().get("gaps"));
    }

    /** Not one request for each branch that includes something. */
    @Test
    void whatListsOfManyRepositoriesIncludeIsAskedForTogether() {
        server.latency(20);
        for (int i = 0; i < 60; i++) {
            server.repository("acme/r" + i)
                    .commit(Map.of(
                            "requirements.txt", bytes("-r base.txt\nsix==1.0." + i + "\n"),
                            "base.txt", bytes("attrs==1." + i + "\n")));
        }
        Report report = sweep("github:acme");
        assertThat(report.gaps()).isEmpty();
        assertThat(report.coverage().at("/artifacts").intValue()).isEqualTo(120);
        // Of two times sixty texts some twenty requests, fifty on a busy machine; ninety, if each branch asked by
        // itself.
        assertThat(server.requests()).isLessThan(61 + 70);
    }
}
