package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is unpacked or copied from another machine, and then run. */
class FetchedFilesTest {
    private static List<Trait.Kind> kinds(String text) {
        return CommandJudge.traits(text.replace("FETCH", "curl -sL https://example.com/a.tgz")).stream()
                .map(Trait::kind)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FETCH | tar xz && ./a/x",
                "FETCH | tar -xz -C t && t/bin/x",
                "FETCH | tar xzC t; cd t && ./x",
                "FETCH | tar xz && (cd a && ./configure)",
                "FETCH | tar xz; cd a; sh x.sh",
                "FETCH | tar xz && cd a && make install",
                "FETCH | tar xz && make -C a",
                "FETCH | tar xz -C /tmp && node /tmp/a/x.js",
                "FETCH -o /tmp/a.tgz; tar -x --file=/tmp/a.tgz --directory=/tmp; /tmp/a/x",
                "FETCH -O; tar xzf a.tgz; python3 a/setup.py install",
                "wget https://example.com/a.zip && unzip -q a.zip -d a && a/run",
                "wget https://example.com/a.zip && 7z x a.zip -oa && a/run",
                "wget https://example.com/a.gz && gunzip a.gz && chmod +x a && ./a",
                "git clone https://example.com/o/r.git && cd r && make",
                "cd /tmp; FETCH -o x; /tmp/x",
                "scp u@example.com:b/x.sh . && sh x.sh",
                "scp -P 22 u@example.com:x /tmp/y && /tmp/y",
                "rsync -az u@example.com:bin/ t/ && t/x",
                "sftp u@example.com:x.sh && bash x.sh",
                "aws s3 cp s3://bucket/x.sh . && sh x.sh",
                "gsutil -m cp -r gs://bucket/t . && ./t/x",
            })
    void ofAHostWithAName(String text) {
        assertThat(kinds(text)).containsExactly(Trait.Kind.RUNS_TOOL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curl -s http://203.0.113.5/a.tgz | tar xz && node install.js",
                "scp u@203.0.113.5:x.sh . && sh x.sh",
                "ftp -o x.sh ftp://example.com/y && sh x.sh",
                "ftp -n ftp.example.com <<EOF\nuser a b\nget x.sh\nbye\nEOF\nsh x.sh",
                "tftp -g -r x.sh 203.0.113.5 && sh x.sh",
                "lftp -c 'get ftp://example.com/x.sh' && sh x.sh",
                "curl -s http://203.0.113.5/x.gz | zcat | sh",
            })
    void ofAnybody(String text) {
        assertThat(kinds(text)).containsExactly(Trait.Kind.RUNS_DOWNLOAD_FROM_ANYWHERE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FETCH | tar xz",
                "FETCH | tar tz && ./a/x",
                "FETCH | tar xz && node install.js",
                "FETCH | tar xz -C data && ./build.sh",
                "FETCH | tar xz -C data && cd src && make",
                "(cd t; FETCH | tar xz); cd src && ./configure && make",
                "cd t && FETCH | tar xz && cd ../src && ./configure",
                "FETCH -O && echo 'abc  a.tgz' | sha256sum -c && tar xzf a.tgz && ./a/x",
                "tar xzf own.tgz && ./own/x",
                "tar czf a.tgz a && ./a/x",
                "scp x.sh u@example.com: && sh x.sh",
                "rsync -a src/ dist/ && sh dist/run.sh",
                "aws s3 cp dist/ s3://bucket/ --recursive && sh next.sh",
                "scp u@example.com:data.json . && node build.js",
            })
    void whatIsNone(String text) {
        assertThat(kinds(text)).isEmpty();
    }
}
