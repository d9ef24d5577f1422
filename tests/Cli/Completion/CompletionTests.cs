using Coffer.Cli.Tests.Commands;

namespace Coffer.Cli.Tests.Completion;

/// <summary>Shells ask the program itself.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("st", "status")]
    [InlineData("status --name", "--namespace")]
    [InlineData("status -o ", "wide")]
    public async Task Words_are_completed(string line, string expected)
    {
        var (_, output, _) = await CliCluster.RunBareAsync($"[suggest:{line.Length}]", line);

        Assert.Contains(expected, output.Split(Environment.NewLine));
    }

    [Theory]
    [InlineData("bash", "complete -F _coffer_complete kubectl-coffer coffer")]
    [InlineData("zsh", "compdef _coffer_complete kubectl-coffer coffer")]
    [InlineData("fish", "complete -c coffer")]
    [InlineData("kubectl", "#!/usr/bin/env sh")]
    public async Task Each_shell_has_its_script(string shell, string expected)
    {
        var (code, output, _) = await CliCluster.RunBareAsync("completion", shell);

        Assert.Equal(0, code);
        Assert.Contains(expected, output, StringComparison.Ordinal);
    }
}
