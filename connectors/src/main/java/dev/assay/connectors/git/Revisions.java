package dev.assay.connectors.git;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the commit that somebody means (gitrevisions): a branch, tag, name of an object or {@code HEAD}, with {@code ~N} and
 * {@code ^N} behind it; {@code A...B} for where the two parted, B being HEAD unless it is said. Belongs to one thread.
 */
final class Revisions {
    private static final int LEAST_DIGITS = 4;
    private static final int MOST_STEPS = 1_000_000;
    private static final int MOST_TAGS = 10;

    private final Repository repository;

    Revisions(Repository repository) {
        this.repository = repository;
    }

    /** @throws IOException if there is none, with a reason for people */
    String resolve(String revision) throws IOException {
        int dots = revision.indexOf("...");
        if (dots < 0) {
            return single(revision);
        }
        String one = single(revision.substring(0, dots));
        String other = single(revision.substring(dots + 3));
        Optional<String> base = new MergeBase(repository).of(one, other);
        if (base.isEmpty()) {
            throw new IOException(revision + ": the two have no commit in common"
                    + (repository.shallow().isEmpty() ? "" : ", as far as this shallow clone goes; " + DEEPEN));
        }
        return base.get();
    }

    static final String DEEPEN = "fetch more: git fetch --unshallow (fetch-depth: 0 of actions/checkout)";

    private String single(String revision) throws IOException {
        if (revision.contains("..") || revision.contains("@{") || revision.contains(":")) {
            throw new IOException(revision + ": say one commit, such as main, v1.2, HEAD~3 or main...");
        }
        int end = 0;
        while (end < revision.length() && revision.charAt(end) != '~' && revision.charAt(end) != '^') {
            end++;
        }
        String at = commit(name(revision, revision.substring(0, end)));
        int i = end;
        while (i < revision.length()) {
            char sign = revision.charAt(i++);
            if (sign == '^' && (revision.startsWith("{commit}", i) || revision.startsWith("{}", i))) {
                i = revision.indexOf('}', i) + 1;
                continue;
            }
            int digits = i;
            while (i < revision.length() && Character.isDigit(revision.charAt(i))) {
                i++;
            }
            int n = digits == i ? 1 : number(revision, digits, i);
            if (i < revision.length() && revision.charAt(i) != '~' && revision.charAt(i) != '^') {
                throw unknown(revision);
            }
            if (sign == '^') {
                at = n == 0 ? at : parent(revision, at, n);
            } else {
                for (int step = 0; step < n; step++) {
                    at = parent(revision, at, 1);
                }
            }
        }
        return at;
    }

    private static int number(String revision, int from, int to) throws IOException {
        try {
            int n = Integer.parseInt(revision.substring(from, to));
            if (n <= MOST_STEPS) {
                return n;
            }
        } catch (NumberFormatException e) {
            // too large as well
        }
        throw new IOException(revision + ": more steps than there are");
    }

    private String name(String revision, String name) throws IOException {
        String given = name.isEmpty() || name.equals("@") ? "HEAD" : name;
        Optional<String> known =
                Commit.isId(given, repository.objects().format().digits())
                        ? Optional.of(given)
                        : repository.reference(given);
        if (known.isPresent()) {
            return known.get();
        }
        if (given.length() >= LEAST_DIGITS && Commit.isHexadecimal(given)) {
            Set<String> beginning = repository.objects().beginningWith(given);
            if (beginning.size() > 1) {
                throw new IOException(revision + ": several objects begin so; give more digits");
            }
            if (beginning.size() == 1) {
                return beginning.iterator().next();
            }
        }
        throw unknown(revision);
    }

    private IOException unknown(String revision) throws IOException {
        return new IOException("no revision " + revision + " in the repository at " + repository.root()
                + (repository.shallow().isEmpty()
                        ? "; git branch -a and git tag list what there is"
                        : ", which is a shallow clone; " + DEEPEN));
    }

    /** A tag leads to what it is of. */
    private String commit(String id) throws IOException {
        String at = id;
        for (int n = 0; n < MOST_TAGS; n++) {
            Optional<GitObject> object = repository.objects().find(at);
            if (object.isEmpty()) {
                throw unknown(id);
            }
            switch (object.get().kind()) {
                case COMMIT -> {
                    return at;
                }
                case TAG ->
                    at = Commit.tagged(
                            object.get().data(), repository.objects().format().digits());
                case TREE, BLOB -> throw new IOException(id + " is no commit");
            }
        }
        throw new IOException(id + " is a tag of tags of tags");
    }

    private String parent(String revision, String id, int n) throws IOException {
        if (repository.shallow().contains(id)) {
            throw new IOException(revision + ": the clone is shallow and ends at " + id + "; " + DEEPEN);
        }
        List<String> parents = repository.commit(id).parents();
        if (n > parents.size()) {
            throw new IOException(revision + ": the commit " + id + " has "
                    + (parents.isEmpty() ? "no parent" : "only " + parents.size() + " of parents"));
        }
        return parents.get(n - 1);
    }
}
