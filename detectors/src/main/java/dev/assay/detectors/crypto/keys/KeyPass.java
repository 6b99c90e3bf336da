package dev.assay.detectors.crypto.keys;

import dev.assay.engine.bytes.Budget;
import dev.assay.engine.decode.TextTap;
import dev.assay.engine.text.LineCounter;
import dev.assay.engine.text.Window;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One text on its way past {@link KeyTap}. Of what is longer than a piece only its base 64 is kept. */
final class KeyPass implements TextTap.Pass {
    private static final int MOST_LABEL = 64;
    private static final int MOST_MARK = 16;
    private static final int MOST_DEPTH = 3;
    private static final int MOST_XML = 4096;
    private static final String MODULUS = "<Modulus>";
    private static final String PEM_END = "-----END ";
    private static final String DASHES = "-----";
    private static final String ZEROS = "AAAA";

    /** Shorter runs hold no key. */
    private static final int LEAST_RUN = 40;

    private final KeyTap tap;
    private final Spot root;
    private final Budget budget;
    private final int depth;
    private final LineCounter lines = new LineCounter();
    private long[] hits = new long[16]; // an index each, and behind it the literal
    private int hitCount;
    private @Nullable Capture capture;
    private boolean inRun;
    private long begun; // behind the label of what is captured
    private Spot place;
    private long resume;
    private long noKeyBefore;
    private long noPlainBefore;
    private long judged;

    KeyPass(KeyTap tap, Spot root, Budget budget) {
        this(tap, root, budget, 0);
    }

    /** @param depth how many times what is read now was base 64 within something */
    private KeyPass(KeyTap tap, Spot root, Budget budget, int depth) {
        this.tap = tap;
        this.root = root;
        this.place = root;
        this.budget = budget;
        this.depth = depth;
    }

    @Override
    public void at(int literal, int index) {
        if (hitCount == hits.length) {
            hits = Arrays.copyOf(hits, hitCount * 2);
        }
        hits[hitCount++] = (long) index << Short.SIZE | literal;
    }

    private int index(int hit) {
        return (int) (hits[hit] >> Short.SIZE);
    }

    @Override
    public void piece(Window at, int from, int to) {
        int counted = from;
        if (hitCount > 0 || capture != null) {
            counted = look(at, from, to);
        }
        hitCount = 0;
        if (to < at.end() && depth == 0) {
            lines.pass(at.bytes(), counted, to);
        }
    }

    /** As far as lines were counted. */
    private int look(Window at, int from, int to) {
        byte[] bytes = at.bytes();
        Arrays.sort(hits, 0, hitCount);
        int counted = from;
        int pos = (int) Math.max(from, resume - at.positionOf(0));
        int hit = 0;
        while (true) {
            while (hit < hitCount && index(hit) < pos) {
                hit++;
            }
            if (capture == null) {
                if (hit == hitCount) {
                    break;
                }
                int index = index(hit);
                if (depth == 0) {
                    lines.pass(bytes, counted, index);
                    counted = index;
                }
                pos = begin(at, (int) (hits[hit] & 0xffff), index);
                hit++;
                continue;
            }
            int until = inRun ? nextRun(bytes, hit, pos, to) : to;
            int end = pos < until ? capture.take(bytes, pos, until) : -1;
            if (end < 0 && until == to) {
                pos = Math.max(pos, to);
                break;
            }
            pos = end < 0 ? until : end;
            Capture done = capture;
            boolean isWhole = has(bytes, pos, at.end(), PEM_END) || has(bytes, pos, at.end(), "---- END ");
            if (end(inRun ? pos < at.end() && isSpace(bytes[pos]) : isWhole)) {
                judged += depth > 0
                        ? 0
                        : at.positionOf(isWhole ? lineEnd(bytes, pos, at.end()) : pos) - place.offsetBytes();
            } else {
                done.readDamaged(place, bytes, (int) Math.max(begun - at.positionOf(0), 0), at.end());
            }
        }
        resume = at.positionOf(pos);
        return counted;
    }

    /** Where something else begins that is not the middle of a run. */
    private int nextRun(byte[] bytes, int hit, int pos, int to) {
        for (int i = hit; i < hitCount; i++) {
            if (index(i) > pos && beginsRun(bytes, index(i))) {
                return index(i);
            }
        }
        return to;
    }

    private static boolean beginsRun(byte[] bytes, int index) {
        return index == 0 || !isBase64(bytes[index - 1]) || index > 1 && bytes[index - 2] == '\\';
    }

    private static boolean isBase64(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/';
    }

    private static boolean has(byte[] bytes, int from, int end, String ascii) {
        if (from + ascii.length() > end) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Looks at what begins here; where to go on. */
    private int begin(Window at, int literal, int index) {
        byte[] bytes = at.bytes();
        KeyTap.Begins kind = tap.kind(literal);
        int before = kind == KeyTap.Begins.SSH ? ZEROS.length() : 0;
        place = depth > 0
                ? root
                : new Spot(
                        root.out(),
                        root.source(),
                        at.positionOf(index - before),
                        lines.line(),
                        Math.max(lines.column() - before, 1));
        switch (kind) {
            case PEM -> {
                return block(at, index, index + tap.text(literal).length(), DASHES);
            }
            case SSH2 -> {
                return block(at, index, index + "---- BEGIN ".length(), " ----");
            }
            case PUTTY -> PuttyReading.read(at, index, place);
            case PLAIN_JWK -> {
                int floor = (int) Math.max(0, noPlainBefore - at.positionOf(0));
                noPlainBefore = at.positionOf(index) + 1;
                PlainJwk.read(at, index, floor, place);
            }
            case XML -> xml(at, index);
            case AGE -> AgeReading.read(bytes, index, at.end(), place);
            case JWK -> {
                int floor = (int) Math.max(0, noKeyBefore - at.positionOf(0));
                noKeyBefore = at.positionOf(index);
                JwkReading.read(at, index, floor, place);
            }
            case SSH -> {
                int from = index - ZEROS.length();
                if (from >= 0 && has(bytes, from, index, ZEROS) && !isCommented(bytes, from)) {
                    return run(at, literal, from);
                }
            }
            case BASE64_PEM, DER, BASE64 -> {
                return run(at, literal, index);
            }
        }
        return index + 1;
    }

    /** What begins at a literal, up to the next one, so that many of them are passed once. */
    static String text(Window at, int index, int mostBytes, String literal) {
        int most = Math.min(at.end(), index + mostBytes);
        int to = Math.min(index + literal.length(), most);
        while (to < most && !has(at.bytes(), to, at.end(), literal)) {
            to++;
        }
        return new String(at.bytes(), index, to - index, StandardCharsets.ISO_8859_1);
    }

    /** A key of RSA in XML (XML Signature, 4.5.2.2), as .NET also writes private ones. */
    private void xml(Window at, int index) {
        String text = text(at, index, MOST_XML, "<RSAKeyValue>");
        int end = text.indexOf("</RSAKeyValue>");
        int from = text.indexOf(MODULUS);
        int until = text.indexOf("</Modulus>");
        if (end < 0 || from < 0 || until < from + LEAST_RUN || until > end) {
            return;
        }
        Traits key = new Traits("RSA", "encryption|signature")
                .put(
                        "keyBits",
                        JwkReading.bits(
                                text.substring(from + MODULUS.length(), until).strip()));
        boolean secret = text.substring(until, end).contains("<D>");
        key.put(KeyReading.PART, secret ? KeyReading.PRIVATE : KeyReading.PUBLIC);
        place.as("xml").key("RSAKeyValue", secret ? key.put(KeyReading.ENCRYPTED, false) : key);
    }

    /** Begins with base 64 if there is enough of it, from {@code index} on. */
    private int run(Window at, int literal, int index) {
        KeyTap.Begins kind = tap.kind(literal);
        boolean whole = kind == KeyTap.Begins.BASE64_PEM || beginsRun(at.bytes(), index);
        if (!whole || depth == MOST_DEPTH || !isRun(at.bytes(), index, at.end())) {
            return index + 1;
        }
        String word = kind == KeyTap.Begins.SSH ? word(at.bytes(), index) : "";
        capture = new RunCapture(kind, before(tap.text(literal)), word, budget, this::within);
        inRun = true;
        return index;
    }

    /** Whether a key of SSH is part of a comment: of a line that begins with a number sign, and has its type without quotes. */
    private static boolean isCommented(byte[] bytes, int index) {
        String word = word(bytes, index);
        if (word.isEmpty()) {
            return false;
        }
        int from = index;
        while (from > 0 && bytes[from - 1] != '\n' && index - from < MOST_XML) {
            from--;
        }
        while (from < index && (bytes[from] == ' ' || bytes[from] == '\t')) {
            from++;
        }
        return bytes[from] == '#';
    }

    /** The type that stands in front of a key of SSH, with a space between; empty if there is none. */
    private static String word(byte[] bytes, int index) {
        int end = index - 1;
        int from = end;
        while (from > 0 && index - from < MOST_LABEL && isOfType(bytes[from - 1])) {
            from--;
        }
        boolean isWord =
                end > from && bytes[end] == ' ' && (from == 0 || isSpace(bytes[from - 1]) || bytes[from - 1] == '#');
        return isWord ? new String(bytes, from, end - from, StandardCharsets.ISO_8859_1) : "";
    }

    private static boolean isSpace(byte c) {
        return c >= 0 && c <= ' ';
    }

    private static boolean isOfType(byte c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '@' || c == '.';
    }

    private static boolean isRun(byte[] bytes, int index, int end) {
        int at = index;
        while (at < end && at < index + LEAST_RUN && isBase64(bytes[at])) {
            at++;
        }
        return at == index + LEAST_RUN;
    }

    /** The dashes of a label that are in front of a whole byte of its base 64. */
    private static String before(String literal) {
        return switch (literal) {
            case "LS0tQkVHSU4g" -> "--";
            case "LS0tLUJFR0lO" -> "-";
            default -> "";
        };
    }

    private int block(Window at, int index, int from, String dashes) {
        byte[] bytes = at.bytes();
        int most = Math.min(at.end() - dashes.length(), from + MOST_LABEL);
        int to = from;
        while (to < most && bytes[to] >= ' ' && !has(bytes, to, at.end(), dashes)) {
            to++;
        }
        if (to > most || !has(bytes, to, at.end(), dashes)) {
            return from;
        }
        String label = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        capture = new PemCapture(label, mark(bytes, index), budget);
        inRun = false;
        begun = at.positionOf(to + dashes.length());
        return to + dashes.length();
    }

    /** What stands in front of a block on its line, if it is a mark that other lines have as well. */
    private static byte[] mark(byte[] bytes, int index) {
        int from = index;
        while (from > 0 && index - from <= MOST_MARK && isMark(bytes[from - 1])) {
            from--;
        }
        boolean line = from == 0 || bytes[from - 1] == '\n';
        return line && index - from <= MOST_MARK ? Arrays.copyOfRange(bytes, from, index) : new byte[0];
    }

    private static boolean isMark(byte c) {
        return c == ' ' || c == '#' || c == '/' || c == '*' || c == '+' || c == '>' || c == ';' || c == '|' || c == '%';
    }

    private boolean end(boolean ended) {
        Capture done = Objects.requireNonNull(capture);
        capture = null;
        try (done) {
            return done.read(place, ended);
        }
    }

    /** A text that was base 64 within this one. */
    private void within(byte[] text, Spot spot) {
        try (KeyPass pass = new KeyPass(tap, spot, budget, depth + 1)) {
            budget.spendWork(text.length);
            Window window = new Window(new byte[text.length + 1], 0, 0, (at, from, to) -> {
                tap.search().search(at.bytes(), from, to, at.end(), pass::at);
                pass.piece(at, from, to);
            });
            window.accept(text, 0, text.length);
            window.finish();
            pass.finish();
        }
    }

    private static int lineEnd(byte[] bytes, int from, int end) {
        int to = from;
        while (to < end && bytes[to] != '\n') {
            to++;
        }
        return Math.min(to + 1, end);
    }

    @Override
    public long judgedBytes() {
        return judged;
    }

    @Override
    public void finish() {
        if (capture != null) {
            end(true); // what is missing then is a gap
        }
    }

    @Override
    public void close() {
        if (capture != null) {
            capture.close();
            capture = null;
        }
    }
}
