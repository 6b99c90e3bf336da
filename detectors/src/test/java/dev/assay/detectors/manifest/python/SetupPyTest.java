package dev.assay.detectors.manifest.python;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.manifest.ManifestFacts;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written in a program is told, what it works out is a gap, and nothing is run. */
class SetupPyTest {
    private static final String GAP = "asks for packages by a program, which is not run: which they are is not known";

    private static List<String> of(String program) {
        return ManifestFacts.of("setup.py", program);
    }

    @Test
    void listsThatAreWrittenAreTold() {
        assertThat(of("""
            #!/usr/bin/env python
            import setuptools

            setuptools.setup(
                name="x",
                install_requires=[
                    "evil==1.0.0",  # a comment
                    'Range_d >= 2.0; python_version < "3.9"',
                ],
                setup_requires="wheel",
                tests_require=("pytest",),
                extras_require={
                    "dev": ["black"],
                    ':sys_platform == "win32"': ["colorama"],
                },
            )
            """))
                .containsExactly(
                        "7 pkg:pypi/evil@1.0.0 (==1.0.0) direct",
                        "8 pkg:pypi/range-d (>= 2.0) direct",
                        "10 pkg:pypi/wheel direct build",
                        "11 pkg:pypi/pytest direct test",
                        "13 pkg:pypi/black direct optional",
                        "14 pkg:pypi/colorama direct");
    }

    @Test
    void namesSumsAndFunctionsOfTheFileAreLookedUp() {
        assertThat(of("""
            from setuptools import setup
            VERSION = "2.1"
            base = ["a>=1", f"b=={VERSION}"]
            if True:
                base.append("c")
            else:
                base += ["d"]
            extras = {"x": ["e"]}
            extras["y"] = extras["x"] + ["f"]
            extras["all"] = sum(extras.values(), [])
            def more():
                return ["g"]
            class Spec: pass
            Spec.tests = ["h"]
            settings = dict(extras_require=extras, tests_require=Spec.tests)
            setup(install_requires=[*base, *more()] + list(set(["i"])), **settings)
            """))
                .containsExactly(
                        "3 pkg:pypi/a (>=1) direct",
                        "3 pkg:pypi/b@2.1 (==2.1) direct",
                        "5 pkg:pypi/c direct",
                        "7 pkg:pypi/d direct",
                        "12 pkg:pypi/g direct",
                        "16 pkg:pypi/i direct",
                        "8 pkg:pypi/e direct optional",
                        "9 pkg:pypi/f direct optional",
                        "14 pkg:pypi/h direct test");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "setup(install_requires=open('base.txt').read().splitlines())",
                "with open(os.path.join(here, 'base.txt')) as f:\n"
                        + "    all = f.read().split()\n"
                        + "setup(install_requires=all)",
                "def read(name):\n    return [l for l in open(name)]\nsetup(install_requires=read('base.txt'))",
                "def read():\n    return parse((HERE / 'base.txt').read_text())\nsetup(install_requires=read())",
                "all = []\nfor line in open('base.txt'):\n    all.append(line.strip())\nsetup(install_requires=all)",
            })
    void aListThatAFileHasIsThatFile(String program) {
        assertThat(of(program)).containsExactly("file base.txt");
    }

    @Test
    void aFunctionSaysInWhichFolderItLooks() {
        String functions = """
                def _read(*f):
                    return [l for l in open(os.path.join(os.getcwd(), 'requirements', *f))]
                def read(*f):
                    return [x for y in _read(*f) for x in y]
                def extra(name):
                    return _read('extras', name)
                """;
        assertThat(of(functions + "setup(install_requires=read('base.txt'), tests_require=extra('test.txt'))"))
                .containsExactly("file requirements/base.txt", "file requirements/extras/test.txt");
        assertThat(of(functions + "setup(install_requires=extra(name + '.txt'))"))
                .hasSize(1)
                .allMatch(line -> line.endsWith(GAP));
    }

    @Test
    void whatIsWorkedOutIsAGapAtItsPlace() {
        assertThat(of("setup(install_requires=found())")).containsExactly("gap unsupported at 23: " + GAP);
        assertThat(of("setup(install_requires=['a', name + '>=1'])"))
                .containsExactly("1 pkg:pypi/a direct", "gap unsupported at 29: " + GAP);
        assertThat(of("setup(**found())")).containsExactly("gap unsupported at 8: " + GAP);
        assertThat(of("setup(extras_require={k: v for k, v in all})")).containsExactly("gap unsupported at 22: " + GAP);
    }

    @Test
    void aNameThatIsWrittenIsToldWhereItsVersionIsWorkedOut() {
        assertThat(of("setup(install_requires=['a>=' + v(), f'b=={v()}', 'c==%s' % v(), 'd=={}'.format(v())])"))
                .containsExactly(
                        "1 pkg:pypi/a direct", "1 pkg:pypi/b direct", "1 pkg:pypi/c direct", "1 pkg:pypi/d direct");
    }

    @Test
    void whatAsksForNothingSaysNothing() {
        assertThat(of("from setuptools import setup\nsetup()\n")).isEmpty();
        assertThat(of("def setup(hass, config):\n    hass.setup(**config)\n    return True\n"))
                .isEmpty();
        assertThat(of("setup(install_requires=None, extras_require={}, tests_require=[])"))
                .isEmpty();
    }

    @Test
    void whatDoesNotEndIsAGap() {
        assertThat(of("setup(install_requires=['a', 'b'\n"))
                .contains("1 pkg:pypi/a direct")
                .anyMatch(line -> line.startsWith("gap malformed"));
    }

    /** 2^60 ways, names in a circle, and a chain that is longer than anybody's. */
    @Test
    @Timeout(30)
    void whatUnfoldsWithoutEndIsGivenUp() {
        StringBuilder program = new StringBuilder("n60 = ['a']\n");
        for (int i = 0; i < 60; i++) {
            program.append("n%d = n%d + n%d\n".formatted(i, i + 1, i + 1));
        }
        assertThat(of(program + "setup(install_requires=n0)")).anyMatch(line -> line.endsWith(GAP));
        assertThat(of(program + "setup(install_requires=n40)"))
                .contains("1 pkg:pypi/a direct")
                .anyMatch(line -> line.endsWith(GAP));
        assertThat(of("a = b\nb = a + ['c']\nsetup(install_requires=a)")).containsExactly("2 pkg:pypi/c direct");
        StringBuilder chain = new StringBuilder("n9999 = ['a']\n");
        for (int i = 0; i < 9_999; i++) {
            chain.append("n%d = n%d\n".formatted(i, i + 1));
        }
        assertThat(of(chain + "setup(install_requires=n0)")).hasSize(1).allMatch(line -> line.endsWith(GAP));
        assertThat(of("setup(install_requires=" + "[".repeat(10_000))).noneMatch(line -> line.contains("internal"));
        assertThat(of("setup(install_requires=a" + ".b".repeat(100_000) + ")")).hasSize(1);
        assertThat(of("setup(install_requires=" + "a+".repeat(100_000) + "b)")).isNotEmpty();
    }

    @Test
    @Timeout(30)
    void whatIsSaidOfOneTextAgainAndAgainIsGivenUp() {
        String entries =
                IntStream.range(0, 20_000).mapToObj("'k%d': 'p', "::formatted).collect(joining());
        assertThat(of("a = {" + entries + "}\nsetup(extras_require=dict(" + "a, ".repeat(20_000) + "))"))
                .anyMatch(line -> line.endsWith(GAP));
        String lines = "p\\n".repeat(100_000);
        assertThat(of("a = '" + lines + "'\nsetup(install_requires=[" + "a, ".repeat(100_000) + "])"))
                .contains("2 pkg:pypi/p direct")
                .anyMatch(line -> line.endsWith(GAP));
        StringBuilder sums = new StringBuilder("n25 = 'p\\n'\nt = '" + "p".repeat(90_000) + "'\n");
        for (int i = 0; i < 25; i++) {
            sums.append("n%d = t + n%d\n".formatted(i, i + 1));
        }
        assertThat(of(sums + "setup(install_requires=[" + "n0, ".repeat(50_000) + "])"))
                .anyMatch(line -> line.endsWith(GAP));
        String body = "    if a: b = 1\n".repeat(20_000);
        assertThat(of("def f():\n" + body + "    return ['p']\nsetup(install_requires=[" + "*f(), ".repeat(50_000)
                        + "])"))
                .contains("20002 pkg:pypi/p direct");
    }
}
