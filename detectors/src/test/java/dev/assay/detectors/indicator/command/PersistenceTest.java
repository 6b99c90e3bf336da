package dev.assay.detectors.indicator.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What has something started later. */
class PersistenceTest {
    private static List<Trait.Kind> kinds(List<Trait> traits) {
        return traits.stream().map(Trait::kind).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(crontab -l; echo '* * * * * /tmp/x') | crontab -",
                "echo '* * * * * /tmp/x' | crontab",
                "crontab -u root cron.txt",
                "echo '* * * * * root /tmp/x' > /etc/cron.d/x",
                "echo x | sudo tee -a /etc/crontab",
                "printf '[Service]\\nExecStart=/tmp/x\\n' > ~/.config/systemd/user/x.service",
                "cat > /etc/systemd/system/x.service <<EOF\n[Service]\nEOF",
                "systemctl --user enable --now x",
                "cp x.plist ~/Library/LaunchAgents/x.plist",
                "launchctl bootstrap gui/501 x.plist",
                "schtasks /create /sc onlogon /tn x /tr x.exe",
                "reg add HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run /v x /d x.exe",
                "Set-ItemProperty -Path 'HKCU:\\Software\\Microsoft\\Windows\\CurrentVersion\\Run' -Name x -Value x",
                "cat key.pub >> ~/.ssh/authorized_keys",
            })
    void whatACommandAdds(String text) {
        assertThat(kinds(CommandJudge.traits(text))).containsExactly(Trait.Kind.PERSISTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crontab -l",
                "crontab -r",
                "systemctl --user status x",
                "systemctl daemon-reload && systemctl restart x",
                "launchctl list",
                "schtasks /query",
                "cp x.service dist/",
                "cat /etc/systemd/system/x.service > x",
                "reg query HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Run",
                "cat ~/.ssh/authorized_keys",
                "echo 'export PATH=$PATH:~/bin' >> ~/.bashrc",
                "echo crontab - and systemctl enable x",
            })
    void whatIsNone(String text) {
        assertThat(CommandJudge.traits(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fs.writeFileSync(os.homedir() + '/.config/systemd/user/x.service', text)",
                "const p = path.join(os.homedir(), 'Library', 'LaunchAgents', 'x.plist');\nfs.writeFileSync(p, text);",
                "fs.copyFileSync('x.desktop', path.join(home, '.config', 'autostart', 'x.desktop'))",
                "fs.appendFileSync(`${home}/.ssh/authorized_keys`, key)",
                "open('/etc/cron.d/x', 'w').write(t)",
                "with open(os.path.join(home, '.config/autostart/x.desktop'), 'a') as f:\n    f.write(t)",
                "execSync('(crontab -l; cat x) | crontab -')",
                "execSync('launchctl load ' + plist)",
            })
    void whatAProgramAdds(String program) {
        assertThat(kinds(CommandJudge.ofFile(program, Language.JAVASCRIPT))).containsExactly(Trait.Kind.PERSISTS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fs.readFileSync('/etc/systemd/system/x.service', 'utf8')",
                "open('/etc/cron.d/x').read()",
                "fs.writeFileSync('dist/x.service', text); // goes to /etc/systemd/system/",
                "fs.existsSync(home + '/.ssh/authorized_keys') && fs.writeFileSync('x', y)",
                "execSync('crontab -l')",
            })
    void whatNoProgramAdds(String program) {
        assertThat(CommandJudge.ofFile(program, Language.JAVASCRIPT)).isEmpty();
    }
}
