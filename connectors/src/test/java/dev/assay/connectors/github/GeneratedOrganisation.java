package dev.assay.connectors.github;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Repositories as an organisation has them, the same for the same seed: sources, a licence that all share, manifests, workflows, and
 * lockfiles of npm with so many packages.
 */
public final class GeneratedOrganisation {
    private static final String[] WORDS = {
        "array", "async", "buffer", "cache", "color", "core", "date", "event", "fetch", "file", "graph", "hash", "iter",
                "json",
        "list", "map", "merge", "node", "parse", "path", "pipe", "query", "regex", "retry", "router", "schema",
                "stream", "string",
        "tree", "type", "util", "yaml"
    };

    private GeneratedOrganisation() {}

    /** @param lockfiles in all, as evenly spread as they go */
    public static void into(FakeGitHub server, String owner, long seed, int repositories, int lockfiles, int packages) {
        for (int i = 0; i < repositories; i++) {
            int own = lockfiles / repositories + (i < lockfiles % repositories ? 1 : 0);
            server.repository(owner + "/" + name(i)).commit(files(seed, i, own, packages));
        }
    }

    /** Of the repository with this number; numbers begin with 0. */
    public static String name(int number) {
        return String.format("service-%05d", number);
    }

    /** What a repository has. */
    public static Map<String, byte[]> files(long seed, int number, int lockfiles, int packages) {
        Random random = new Random(seed * 1_000_003 + number);
        Map<String, byte[]> files = new HashMap<>();
        files.put("LICENSE", bytes("Apache License\nVersion 2.0, January 2004\n"));
        files.put("README.md", bytes("# " + name(number) + "\n"));
        files.put(
                ".github/workflows/ci.yml",
                bytes(
                        "on: push\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n"));
        for (int i = 0; i < 6; i++) {
            files.put("src/" + word(random) + i + ".js", bytes("export const x = " + random.nextInt() + ";\n"));
        }
        for (int i = 0; i < lockfiles; i++) {
            String folder = i == 0 ? "" : "packages/" + word(random) + i + "/";
            files.put(
                    folder + "package.json", bytes("{\"name\":\"" + name(number) + i + "\",\"version\":\"1.0.0\"}\n"));
            files.put(folder + "package-lock.json", bytes(lockfile(random, name(number) + i, packages)));
        }
        return files;
    }

    /** A {@code package-lock.json} of version 3, as npm writes it. */
    public static String lockfile(Random random, String name, int packages) {
        StringBuilder json = new StringBuilder(packages * 360);
        json.append("{\n  \"name\": \"")
                .append(name)
                .append("\",\n  \"version\": \"1.0.0\",\n  \"lockfileVersion\": 3,\n");
        json.append("  \"requires\": true,\n  \"packages\": {\n    \"\": {\n      \"name\": \"")
                .append(name);
        json.append("\",\n      \"version\": \"1.0.0\"\n    }");
        byte[] digest = new byte[64];
        for (int i = 0; i < packages; i++) {
            String each = word(random) + "-" + word(random) + "-" + i;
            String version = random.nextInt(20) + "." + random.nextInt(30) + "." + random.nextInt(10);
            random.nextBytes(digest);
            json.append(",\n    \"node_modules/")
                    .append(each)
                    .append("\": {\n      \"version\": \"")
                    .append(version);
            json.append("\",\n      \"resolved\": \"https://registry.npmjs.org/")
                    .append(each)
                    .append("/-/")
                    .append(each);
            json.append('-').append(version).append(".tgz\",\n      \"integrity\": \"sha512-");
            json.append(Base64.getEncoder().encodeToString(digest)).append("\",\n      \"license\": \"MIT\"\n    }");
        }
        return json.append("\n  }\n}\n").toString();
    }

    private static String word(Random random) {
        return WORDS[random.nextInt(WORDS.length)];
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
