package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.detectors.crypto.code.CodeSamples.Sample;
import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.code.Parser;
import dev.assay.engine.decode.RecordingSink;
import dev.assay.engine.fact.CryptoUse;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.scan.TestScan;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PythonTest {
    static List<Sample> samples() {
        return CodeSamples.of("python");
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsWhatIsThere(Sample sample) {
        assertThat(ReadCode.told(sample.program(), "a.py")).isEqualTo(sample.uses());
    }

    /** Each function that is a use whatever it is given. */
    static List<String> callees() {
        ApiTable table =
                new ApiTable(List.of(Objects.requireNonNull(SourceDecoder.class.getResource("python/api.tsv"))));
        return table.callees().stream()
                .filter(callee -> !callee.contains(" "))
                .filter(callee -> table.of(callee).stream()
                        .anyMatch(row -> !row.purpose().isEmpty()
                                && row.needs().isEmpty()
                                && row.asks().isEmpty()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("callees")
    void everyRowMatchesItsFunctionAndNoOther(String callee) {
        String module = callee.substring(0, callee.indexOf('.'));
        assertThat(vias("import " + module + "\nx = " + callee + "(a, b, c, d)\n"))
                .contains(callee);
        int dot = callee.lastIndexOf('.');
        String local = callee.substring(dot + 1) + "_";
        assertThat(vias("from " + callee.substring(0, dot) + " import " + callee.substring(dot + 1) + " as " + local
                        + "\n" + local + "(a, b, c, d)\n"))
                .contains(callee);
        assertThat(vias("import " + module + "\nfrom elsewhere import " + module + "\nx = " + callee
                        + "(a, b, c, d)\n"))
                .isEmpty();
    }

    private static List<String> vias(String program) {
        return ReadCode.uses(program, "a.py").stream().map(CryptoUse::via).toList();
    }

    /** However an import is spaced, and wherever the module stands in it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "import  hashlib\nhashlib.md5(a)",
                "import\thashlib\nhashlib . md5(a)",
                "import \\\n  hashlib\nhashlib.md5(a)",
                "import os,\thashlib\nhashlib.md5(a)",
                "import os as o , hashlib as h\nh.md5(a)",
                "import os.path as o,hashlib\nhashlib.md5(a)",
                "from\thashlib\timport\tmd5\nmd5(a)",
                "from  hashlib import(md5)\nmd5(a)",
                "from hashlib import (\n  sha1 as s, # one\n  md5)\nmd5(a)",
                "if x:import hashlib;hashlib.md5(a)",
                "h = __import__( 'hashlib')\nh.md5(a)",
                "import importlib\nimportlib.import_module(\"hashlib\").md5(a)",
                "import os . path , hashlib\nhashlib.md5(a)",
                "__import__(u'hashlib').md5(a)"
            })
    void oddlySpacedImportsPassThePrefilter(String program) {
        assertThat(ReadCode.told(program, "a.py")).contains("hash md5 {}");
    }

    /** Literals are of imports and whole names: prose, other modules and names of algorithms are not even parsed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "# import of keys with AES, RSA and md5\nkey = rsa = None\n",
                "parsa = 'https://example.org/md5/sha1'\nimport parsa\n",
                "def sha256(data):\n    return data\nsha256(b'')\n",
                "import random\nrandom.choice([1, 2])\n",
                "import numpy\nnumpy.random.rand(2)\ntokens = tokenize(a)\n",
                "import numpy as np\ntoken = np.zeros(4)\n",
                "import hashlib\nmy_sha256x = 1\n",
                "import requests\nrequests.get(url, timeout=3)\n",
                "from Cryptodome.Util.py3compat import b\n",
                "VECTORS = {'aes-128-ecb': '00112233445566778899aabbccddeeff'}\n"
            })
    void mentionsDoNotPassThePrefilter(String program) {
        byte[] text = program.getBytes(UTF_8);
        assertThat(python().reading().prefilter().pass().search(text, 0, text.length))
                .isFalse();
    }

    /** What makes an object need not be called after its type, nor be of the module whose type that is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "import urllib3\nc = urllib3.util.create_urllib3_context()\nc.check_hostname = False",
                "import requests\ns = requests.session()\ns.verify = False",
                "import boto3\nboto3.client('kms').create_key(KeySpec='RSA_2048')",
                "import uuid\ntoken = uuid.uuid1().hex",
                "import random\napi_key = random.getrandbits(64)",
                "import requests\ngetattr(requests, 'get')(u, verify=False)",
                "import hashlib\nname = pick('md5')\ngetattr(hashlib, name)(data)",
                "import hashlib\ndef digest(data, name):\n  return getattr(hashlib, name)(data)",
                "import requests\nfor m in ('GET', 'PUT'):\n  getattr(requests, m.lower())(u, verify=False)",
                "import secrets # token_hex\nt = getattr(secrets, 'TOKEN_HEX'.lower())(8)",
                "m = __import__('cryptography.hazmat.primitives.{}.algorithms'.format('ciphers'))\nm.AES(k)",
                "import requests\nrequests.get(u)\nc.check_hostname = False",
                "import aiohttp\nasync def f(session):\n  return await session.get(u, ssl=False)",
                "from cryptography.hazmat.primitives.asymmetric import padding as p\n"
                        + "def f(key):\n  return key.encrypt(m, p.PKCS1v15())"
            })
    void whatIsAUseIsFound(String program) {
        assertThat(ReadCode.told(program, "a.py")).isNotEmpty();
    }

    /** However the words of a name are put together, whatever else has that name, and wherever the value comes from. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "aes256_key = bytes(random.randint(0, 255) for _ in range(32))",
                "API_key = random.random()",
                "PASSWORD = random.choice(words)",
                "OTP = random.randint(0, 9999)",
                "session__id = random.random()",
                "Session_ID = random.random()",
                "d = {'api-key': random.random()}",
                "d = {'user[reset_token]': random.random()}",
                "d = {'x/SESSION-ID': random.random()}",
                "resetCode2 = random.random()",
                "import token\ntoken = random.random()",
                "import csrf\nfor csrf in random.sample(a, 3):\n  f(csrf)",
                "import time\ntoken = time.time()"
            })
    void namesOfSecretsAreSeenHoweverWritten(String program) {
        assertThat(ReadCode.told("import random\n" + program, "a.py")).contains("random PRNG {usage=secret}");
    }

    /** What a text imports, and the words by which it does, may stand in another piece than what it uses. */
    @ParameterizedTest
    @CsvSource({
        "import hashlib, hashlib.md5(a), hash md5 {}",
        "import hashlib as h, h.md5(a), hash md5 {}",
        "from requests import get as g, 'g(u, verify=False)', connection  {verification=none}",
        "from cryptography.hazmat.primitives.ciphers import algorithms as c, c.ARC4(k), 'cipher ARC4 {key=?, keyBits=?}'"
    })
    void importsHoldForThePiecesBehindThem(String imports, String use, String told) {
        String between = ("V = '" + "y".repeat(60) + "'\n").repeat(2 * Pieces.PIECE_BYTES / 67);
        assertThat(ReadCode.told(imports + "\n" + between + use + "\n", "a.py")).containsExactly(told);
    }

    @ParameterizedTest
    @CsvSource({
        "token, oken$|TOKEN$",
        "otp, otp$|Otp$|OTP$",
        "session id, ession>id|SESSION>id",
        "api key, api>key|Api>key|API>key"
    })
    void namesHoldLiterals(String words, String literals) {
        assertThat(NameWords.literals(words)).containsExactly(literals.split("\\|"));
    }

    /** A program that passes the prefilter by what it says of itself is not gone through. */
    @ParameterizedTest
    @CsvSource({
        "'import hashlib # md5\nx = 1\n', false",
        "'\"\"\"md5\"\"\"\nimport hashlib\ndef f():\n  \"md5\"\n', false",
        "'import random # choice\ntoken = 1\nrandom.seed(2)\n', false",
        "'import random\ntoken = f(random.random())\n', true",
        "'from hashlib import md5 as h\nh(a)\n', true",
        "'import hashlib\nf = getattr(hashlib, \"md5\")\n', true",
        "'import importlib\nimportlib.import_module(\"hashlib\").md5(a)\n', true",
        "'import ssl\ndef f(c: ssl.SSLContext, h=None):\n  c.check_hostname = h\n', true",
        "'import hashlib\ndef f(h=hashlib.md5):\n  h(a)\n', true",
        "'import requests\nf(s.verify)\n', false",
        "'import requests\nd.get(a)\nf(verify=b)\n', false",
        "'import requests\nd.get(a, verify=b)\n', true",
        "'import requests\nd.get(a, **verify)\n', true",
        "'import requests\ng = d.get\ng(a, verify=b)\n', true",
        "'import os # urandom\ngetattr(a, b)(os.environ, os.getpid())\n', false",
        "'import os # urandom\ngetattr(os, b)(8)\n', true",
        "'import os # urandom\nm = {1: os}\ngetattr(m[1], b)(8)\n', true",
        "'import cryptography.hazmat.primitives as p # hashes MD5 getattr\ngetattr(p.hashes, b)(8)\n', true",
        "'import requests\n[a, b.c[0].verify] = d\n', true"
    })
    void whatIsMentionedDecides(String program, boolean mayUse) {
        Language.Reading python = python().reading();
        byte[] text = program.getBytes(UTF_8);
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), text.length);
        Mentions mentions =
                new Mentions(Parser.parse(text, python.profile(), budget).statements());
        assertThat(python.prefilter().pass().search(text, 0, text.length)).isTrue();
        assertThat(Objects.requireNonNull(python.sites()).in(mentions).isAny()).isEqualTo(mayUse);
    }

    private static Language python() {
        return Language.all().stream()
                .filter(language -> language.name().equals("python"))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "'import hashlib\nhashlib.md5(data)\nx = f(1,\n  2', 1, 38",
        "'import hashlib\nhashlib.md5(data)\nx = [\ndef f():\n  pass\n', 1, 37",
        "'import hashlib\nhashlib.md5(data)\nx = f(1,\n  2)', 0, 0"
    })
    void aTextThatBreaksOffInsideBracketsIsAGap(String program, int gaps, long offsetBytes) {
        RecordingSink sink = ReadCode.read("a.py", program.getBytes(UTF_8));
        assertThat(sink.gaps()).hasSize(gaps);
        assertThat(sink.facts()).hasSize(1);
        sink.gaps().forEach(gap -> {
            assertThat(gap.kind()).isEqualTo(GapKind.MALFORMED);
            assertThat(gap.offsetBytes()).isEqualTo(offsetBytes);
        });
    }

    /** A function within a method that calls that method is made anew each time that it is gone through. */
    @Test
    void aFunctionThatMakesItselfAnewIsGoneThroughOnce() {
        String program =
                "import hashlib\nclass A:\n  def load(self):\n    def again():\n      self.load()\n    self.hook = again\n"
                        + "    self.x = hashlib.md5(b'')\n".repeat(300);
        assertThat(ReadCode.read("a.py", program.getBytes(UTF_8)).gaps()).isEmpty();
    }

    @Test
    void brokenTextsStillTellWhatIsSeen() {
        String program = "import hashlib\nhashlib.md5(data)\ndef f(:\n  x = [\n\0 def ) (\n";
        assertThat(ReadCode.told(program, "a.py")).contains("hash md5 {}");
    }
}
