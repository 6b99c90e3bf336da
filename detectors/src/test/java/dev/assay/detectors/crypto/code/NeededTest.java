package dev.assay.detectors.crypto.code;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.bytes.Clock;
import dev.assay.engine.bytes.Limits;
import dev.assay.engine.code.Parser;
import dev.assay.engine.code.Source;
import dev.assay.engine.scan.TestScan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Functions that are not gone through take nothing from what is found. */
class NeededTest {
    private static final NamesAround.Words WORDS = new NamesAround.Words();
    private static final Callers CALLERS = new Callers();

    static List<String> samples() {
        return CodeSamples.of("python").stream()
                .map(CodeSamples.Sample::program)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void findsTheSameAsWhereAllIsGoneThrough(String program) {
        assertThat(told(program, true)).isEqualTo(told(program, false));
    }

    /** Ways on which something gets to a use out of a function that itself uses nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"""
                import hashlib
                KINDS = {1: hashlib.md5, 2: hashlib.sha1}
                class Names:
                    def name(self, kind, data):
                        return KINDS[kind](data)
                """, """
                from nacl.signing import SigningKey as Key
                class Pair:
                    def __init__(self, data):
                        self.key = Key(data)
                    @classmethod
                    def of(cls, data):
                        return cls(bytes(data))
                """, """
                from Crypto.Cipher import AES
                class Box:
                    def seal(self, data):
                        return AES.new(self.key, AES.MODE_ECB).encrypt(data)
                    def later(self):
                        self.key = self.raw
                    def first(self):
                        self.raw = b'0123456789abcdef'
                """, """
                from Crypto.Cipher import AES
                class Box:
                    def __init__(self):
                        self.keys = []
                    def seal(self, data):
                        return AES.new(self.keys[0], AES.MODE_ECB).encrypt(data)
                    def fill(self):
                        keys = self.keys
                        keys.append(b'0123456789abcdef')
                """, """
                from Crypto.Cipher import AES
                def put(into, what):
                    into.append(what)
                class Box:
                    def __init__(self):
                        self.keys = []
                    def seal(self, data):
                        return AES.new(self.keys[0], AES.MODE_ECB).encrypt(data)
                    def fill(self):
                        put(self.keys, b'0123456789abcdef')
                """, """
                import random
                class Session:
                    def begin(self):
                        self.number = random.random()
                    def cookie(self):
                        return str(self.number)
                    def send(self, request):
                        token = self.cookie()
                        request.add(token)
                """, """
                import time
                def remember(value):
                    session_key = value
                    return session_key
                def login(user):
                    return remember(time.time())
                """, """
                import hashlib
                class Sum:
                    def __call__(self, kind, data):
                        return hashlib.new(kind, data)
                class Files:
                    def __init__(self):
                        self.by = Sum()
                    def first(self, data):
                        return self.by('md5', data)
                """, """
                import hashlib
                def digest(name):
                    return getattr(hashlib, name)
                class Files:
                    def __init__(self):
                        self.make = digest('md5')
                    def sum(self, data):
                        return self.make(data).hexdigest()
                """})
    void followsWhatOtherFunctionsLeave(String program) {
        assertThat(told(program, true)).isNotEmpty().isEqualTo(told(program, false));
    }

    @Test
    void whatLeadsNowhereCostsNothing() {
        StringBuilder program = new StringBuilder("import hashlib\ndef sum(data):\n    return hashlib.md5(data)\n");
        for (int i = 0; i < 100; i++) {
            program.append("def f%d(a):\n".formatted(i));
            for (int j = 0; j < 5_000; j++) {
                program.append("    a = a + 1\n");
            }
        }
        program.append("def last(data):\n    return sum(data)\n");
        assertThat(ReadCode.read("a.py", program.toString().getBytes(UTF_8)).gaps())
                .isEmpty();
    }

    private static List<String> told(String program, boolean onlyNeeded) {
        Language language = Language.all().stream()
                .filter(one -> one.name().equals("python"))
                .findFirst()
                .orElseThrow();
        Language.Reading reading = language.reading();
        byte[] text = program.getBytes(UTF_8);
        Budget budget = new Budget(Limits.DEFAULT, Clock.endless(), TestScan.memory(), text.length);
        Source source = Parser.parse(text, reading.profile(), budget);
        Sites sites = reading.sites();
        Sites.Found found = sites == null || !onlyNeeded ? null : sites.in(new Mentions(source.statements()));
        CodeReading code = new CodeReading(source, reading, CALLERS, WORDS, found, budget);
        return code.read().stream()
                .flatMap(use -> use.facts("python", use.offsetBytes(), 1, 1).stream())
                .map(Object::toString)
                .sorted()
                .toList();
    }
}
