package dev.assay.detectors.manifest.npm;

import dev.assay.detectors.manifest.Dependencies;
import dev.assay.detectors.manifest.Document;
import dev.assay.engine.bytes.ByteReader;
import dev.assay.engine.bytes.MalformedException;
import dev.assay.engine.fact.Dependency.Scope;
import dev.assay.engine.report.GapKind;
import dev.assay.engine.text.JsonReader;
import dev.assay.engine.text.Parts;
import dev.assay.engine.text.Quoted;
import dev.assay.engine.text.Tokens.Token;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code package-lock.json} of versions 1 to 3. Version 1 has a tree of {@code dependencies}, version 3 a table of
 * {@code packages} by their folder, version 2 has both, of which npm 6 reads the tree and npm 7 the table: what only one of them
 * has is told as well. Read token by token; what is kept is about as long as the file. What it says is told by {@link LockedFolders}.
 */
final class PackageLock {
    static final String MODULES = "node_modules/";

    /** Of keys that are there twice, in one lockfile. */
    private static final int MOST_REPEATED = 16;

    static final String SLASH_MODULES = "/" + MODULES;

    /** A folder of the table, or a place in the tree. */
    static final class Entry {
        final String folder;
        final int nameAt;
        private final String folderName;
        final long offset;
        final int line;
        String name = "";
        String version = "";
        String resolved = "";
        String integrity = "";
        String licence = "";
        boolean isLink;
        boolean isDev;
        boolean isOptional;
        boolean isDevOptional;
        boolean isPeer;
        boolean isOfTree;
        int node = -1;
        String inner = "";
        final List<Asked> asks = new ArrayList<>(0);

        Entry(String folder, JsonReader at) {
            this.folder = folder;
            this.offset = at.position();
            this.line = at.line();
            int inner = folder.lastIndexOf(SLASH_MODULES);
            this.nameAt =
                    inner >= 0 ? inner + SLASH_MODULES.length() : folder.startsWith(MODULES) ? MODULES.length() : 0;
            this.folderName = isInstalled() ? folder.substring(nameAt) : "";
        }

        /** The name of the folder, which is not the package's own for an alias. */
        String folderName() {
            return folderName;
        }

        boolean isInstalled() {
            return nameAt > 0;
        }

        /** Whether it lies in the folder of another package. */
        boolean isNested() {
            return folder.startsWith(MODULES) && nameAt > MODULES.length();
        }
    }

    /** A name that a package asks for. */
    record Asked(String name, Scope scope) {}

    private final Document document;
    private final Dependencies out;
    private final Map<String, Entry> table = new LinkedHashMap<>();
    private final List<Entry> ofTreeOnly = new ArrayList<>();
    private boolean hasTable;
    private boolean hasTree;
    private boolean isEmpty;
    private boolean isWhole;
    private int repeated;

    private PackageLock(Document document, Dependencies out) {
        this.document = document;
        this.out = out;
    }

    static void read(Document document, Dependencies out) throws IOException {
        PackageLock lock = new PackageLock(document, out);
        long taken = 2L * document.length(); // texts of one byte a character, and what holds them
        document.budget().takeMemory(taken);
        try {
            lock.parse();
        } finally {
            try {
                new LockedFolders(document, lock.table, lock.ofTreeOnly, lock.isWhole, out)
                        .tell(); // what was read in front of a fault
            } finally {
                document.budget().giveBackMemory(taken);
            }
        }
    }

    private void parse() throws IOException {
        try (ByteReader reader = document.reader()) {
            JsonReader json = Document.tokens(reader);
            MalformedException.check(
                    json.next() == Token.BEGIN_OBJECT, json.position(), "a lockfile of npm is an object");
            int seen = 0;
            while (json.next() == Token.NAME) {
                seen = seen(seen, json);
                switch (json.text()) {
                    case "lockfileVersion" -> version(json);
                    case "packages" -> packages(json);
                    case "dependencies" -> {
                        hasTree = true;
                        tree(json, "");
                    }
                    default -> json.skipValue();
                }
            }
            MalformedException.check(hasTable || hasTree || isEmpty, 0, "neither packages nor dependencies");
            json.checkEnd();
            isWhole = true;
        }
    }

    private void version(JsonReader json) throws IOException {
        Token token = json.next();
        isEmpty = token == Token.NUMBER; // of a project without dependencies version 1 has nothing else
        if (token != Token.NUMBER
                || json.integer().orElse(0) < 1
                || json.integer().orElse(0) > 3) {
            out.gap(
                    GapKind.UNSUPPORTED,
                    json.position(),
                    "a lockfile of npm of an unknown version; read as versions 1 to 3 are");
        }
        json.skipRest(token);
    }

    private void packages(JsonReader json) throws IOException {
        hasTable = true;
        Token first = json.next();
        if (first != Token.BEGIN_OBJECT) {
            out.malformed(json.position(), "packages is no object");
            json.skipRest(first);
            return;
        }
        while (json.next() == Token.NAME) {
            document.budget().spendWork(64);
            Entry entry = new Entry(json.text(), json);
            fields(json, entry, false);
            Entry before = table.put(entry.folder, entry);
            if (before != null) {
                if (!before.isOfTree) {
                    toldTwice(entry.folder, entry.offset);
                }
                ofTreeOnly.add(before); // JSON has the last one win, but not for everybody
            }
        }
    }

    private void tree(JsonReader json, String around) throws IOException {
        Token first = json.next();
        if (first != Token.BEGIN_OBJECT) {
            out.malformed(json.position(), "dependencies is no object");
            json.skipRest(first);
            return;
        }
        while (json.next() == Token.NAME) {
            document.budget().spendWork(64);
            String name = json.text();
            Entry entry = new Entry((around.isEmpty() ? "" : around + "/") + MODULES + name, json);
            entry.isOfTree = true;
            Entry there = table.get(entry.folder);
            if (there != null && there.isLink) {
                entry.inner =
                        there.resolved; // the table has what lies in a part of the project by the part's own folder
            }
            if (there != null && there.isOfTree) {
                toldTwice(name, entry.offset);
            }
            boolean isNew = there == null && !hasTable;
            if (isNew) {
                table.put(entry.folder, entry);
            }
            fields(json, entry, true);
            if (!isNew && (there == null || !isSame(there, entry))) {
                ofTreeOnly.add(entry);
            }
        }
    }

    private static boolean isSame(Entry there, Entry entry) {
        return there.isLink
                || there.version.equals(entry.version)
                || there.resolved.equals(entry.version)
                || entry.version.equals("npm:" + there.name + "@" + there.version)
                || there.version.isEmpty() && there.resolved.equals(entry.resolved);
    }

    /** The value of an entry; in the tree it may hold others, which are told as they come. */
    private void fields(JsonReader json, Entry entry, boolean ofTree) throws IOException {
        Token first = json.next();
        if (first != Token.BEGIN_OBJECT) {
            out.malformed(json.position(), "a package is no object");
            json.skipRest(first);
            return;
        }
        int seen = 0;
        while (json.next() == Token.NAME) {
            seen = seen(seen, json);
            switch (json.text()) {
                case "version" -> entry.version = text(json);
                case "resolved" -> entry.resolved = text(json);
                case "integrity" -> entry.integrity = text(json);
                case "license" -> entry.licence = text(json);
                case "name" -> entry.name = text(json);
                case "link" -> entry.isLink = flag(json);
                case "dev" -> entry.isDev = flag(json);
                case "optional" -> entry.isOptional = flag(json);
                case "devOptional" -> entry.isDevOptional = flag(json);
                case "peer" -> entry.isPeer = flag(json);
                case "requires" -> asked(json, entry, Scope.RUNTIME);
                case "dependencies" -> {
                    if (ofTree) {
                        tree(json, entry.inner.isEmpty() ? entry.folder : entry.inner);
                    } else {
                        asked(json, entry, Scope.RUNTIME);
                    }
                }
                case "optionalDependencies" -> asked(json, entry, Scope.OPTIONAL);
                case "peerDependencies" -> asked(json, entry, Scope.PEER);
                case "devDependencies" -> asked(json, entry, Scope.DEVELOPMENT);
                default -> json.skipValue();
            }
        }
    }

    /** Adds the key that was read to those of its object, and says of one that is read here if it was there before. */
    private int seen(int before, JsonReader json) {
        int bit = bit(json.text());
        if ((before & bit) != 0) {
            toldTwice(json.text(), json.position());
        }
        return before | bit;
    }

    /** Of each key that is read, in an entry or around them, a bit of its own; 0 for others. */
    private static int bit(String key) {
        return switch (key) {
            case "version" -> 1;
            case "resolved" -> 1 << 1;
            case "integrity" -> 1 << 2;
            case "license" -> 1 << 3;
            case "name" -> 1 << 4;
            case "link" -> 1 << 5;
            case "dev" -> 1 << 6;
            case "optional" -> 1 << 7;
            case "devOptional" -> 1 << 8;
            case "peer" -> 1 << 9;
            case "requires" -> 1 << 10;
            case "dependencies" -> 1 << 11;
            case "optionalDependencies" -> 1 << 12;
            case "peerDependencies" -> 1 << 13;
            case "devDependencies" -> 1 << 14;
            case "packages" -> 1 << 15;
            case "lockfileVersion" -> 1 << 16;
            default -> 0;
        };
    }

    /** As of a document that is read as a whole; here what is not read is not looked at. */
    private void toldTwice(String key, long offsetBytes) {
        repeated++;
        if (repeated <= MOST_REPEATED) {
            out.malformed(
                    offsetBytes,
                    Quoted.of(Parts.first(key, 80))
                            + " is told twice, and which of the two counts depends on who reads it"
                            + (repeated < MOST_REPEATED ? "" : ", as others may be"));
        }
    }

    private static String text(JsonReader json) throws IOException {
        Token token = json.next();
        json.skipRest(token);
        return token == Token.STRING ? json.text() : "";
    }

    private static boolean flag(JsonReader json) throws IOException {
        Token token = json.next();
        json.skipRest(token);
        return token == Token.TRUE;
    }

    private static void asked(JsonReader json, Entry entry, Scope scope) throws IOException {
        Token first = json.next();
        if (first != Token.BEGIN_OBJECT) { // version 1 may have "requires": true
            json.skipRest(first);
            return;
        }
        while (json.next() == Token.NAME) {
            entry.asks.add(new Asked(json.text(), scope));
            json.skipValue();
        }
    }
}
