package dev.assay.connectors.git;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.engine.bytes.Clock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.revwalk.filter.RevFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What JGit says is right. */
class RevisionsTest {
    @TempDir
    private Path root;

    @Test
    void findsWhatJGitFinds() throws IOException, GitAPIException {
        try (GitFolder folder = new GitFolder(root)) {
            for (int i = 0; i < 4; i++) {
                folder.write("f" + i, "x").commit("n" + i);
            }
            var git = folder.git();
            git.branchCreate().setName("topic/one").setStartPoint("HEAD~2").call();
            git.tag()
                    .setName("v1")
                    .setAnnotated(true)
                    .setMessage("m")
                    .setSigned(false)
                    .call();
            git.tag().setName("light").setAnnotated(false).call();
            git.checkout().setName("topic/one").call();
            folder.write("side", "x").commit("side");
            git.checkout().setName("main").call();
            git.merge()
                    .include(git.getRepository().resolve("topic/one"))
                    .setCommit(true)
                    .call();
            String head = git.getRepository().resolve("HEAD").name();
            List<String> all = List.of(
                    "HEAD",
                    "main",
                    "heads/main",
                    "refs/heads/main",
                    "topic/one",
                    "v1",
                    "tags/v1",
                    "light",
                    "HEAD^",
                    "HEAD^2",
                    "HEAD^^",
                    "HEAD~2",
                    "HEAD~1^1~1",
                    "HEAD^0",
                    "v1^{commit}",
                    "v1~1",
                    "v1^{}",
                    "HEAD^2~1",
                    head,
                    head.substring(0, 9));
            compare(git.getRepository(), all);
            git.gc().call();
            compare(git.getRepository(), all);
        }
    }

    private void compare(org.eclipse.jgit.lib.Repository oracle, List<String> revisions) throws IOException {
        try (Repository repository = Repository.at(root, Clock.endless()).orElseThrow();
                RevWalk walk = new RevWalk(oracle)) {
            for (String revision : revisions) {
                String expected = walk.parseCommit(oracle.resolve(revision)).name();
                assertThat(new Revisions(repository).resolve(revision))
                        .as(revision)
                        .isEqualTo(expected);
            }
            assertThat(new Revisions(repository).resolve("@"))
                    .isEqualTo(oracle.resolve("HEAD").name());
        }
    }

    @Test
    void linesPartWhereJGitSaysThatTheyDo() throws IOException, GitAPIException {
        Random random = new Random(7);
        try (GitFolder folder = new GitFolder(root);
                ObjectInserter inserter = folder.git().getRepository().newObjectInserter();
                Repository repository = Repository.at(root, Clock.endless()).orElseThrow()) {
            ObjectId tree = inserter.insert(Constants.OBJ_TREE, new byte[0]);
            List<ObjectId> commits = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                commits.add(commit(inserter, tree, i, commits, random));
            }
            inserter.flush();
            int none = 0;
            for (int i = 0; i < 400; i++) {
                ObjectId one = commits.get(random.nextInt(commits.size()));
                ObjectId other = commits.get(random.nextInt(commits.size()));
                List<String> bases = bases(folder, one, other);
                var found = new MergeBase(repository).of(one.name(), other.name());
                assertThat(found.isPresent()).isEqualTo(!bases.isEmpty());
                found.ifPresent(base -> assertThat(bases).contains(base));
                none += bases.isEmpty() ? 1 : 0;
            }
            assertThat(none).isBetween(1, 399);
        }
    }

    /** On one of a few lines that begin, part and meet. */
    private static ObjectId commit(
            ObjectInserter inserter, ObjectId tree, int number, List<ObjectId> before, Random random)
            throws IOException {
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setMessage("n" + number);
        int parents = before.size() < 3 || random.nextInt(20) == 0 ? 0 : 1 + random.nextInt(2);
        List<ObjectId> chosen = new ArrayList<>();
        for (int i = 0; i < parents; i++) {
            ObjectId parent = before.get(Math.max(before.size() - 1 - random.nextInt(8), 0));
            if (!chosen.contains(parent)) {
                chosen.add(parent);
            }
        }
        commit.setParentIds(chosen);
        PersonIdent who = new PersonIdent("a", "a@b", Instant.ofEpochSecond(1_000_000 + number * 10L), ZoneOffset.UTC);
        commit.setAuthor(who);
        commit.setCommitter(who);
        return inserter.insert(commit);
    }

    private static List<String> bases(GitFolder folder, ObjectId one, ObjectId other) throws IOException {
        List<String> bases = new ArrayList<>();
        try (RevWalk walk = new RevWalk(folder.git().getRepository())) {
            walk.setRevFilter(RevFilter.MERGE_BASE);
            walk.markStart(walk.parseCommit(one));
            walk.markStart(walk.parseCommit(other));
            for (RevCommit base : walk) {
                bases.add(base.name());
            }
        }
        return bases;
    }
}
