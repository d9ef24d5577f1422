using Coffer.Silo.CommandLine;
using Coffer.Silo.Options;

namespace Coffer.Silo.Tests;

public sealed class CommandLineTests
{
    [Fact]
    public async Task Run_hands_on_what_is_given_and_nothing_else()
    {
        IReadOnlyDictionary<Setting, string>? given = null;
        var command = CofferCommand.Create((flags, _) =>
        {
            given = flags;
            return Task.FromResult(7);
        });

        var code = await command.Parse(["run", "--http-port", "9090", "--dashboard", "--log-format=text", "--adopt", "false"])
            .InvokeAsync();

        Assert.Equal(7, code);
        Assert.Equal(
            new Dictionary<Setting, string>
            {
                [Settings.HttpPort] = "9090",
                [Settings.Dashboard] = "true",
                [Settings.LogFormat] = "text",
                [Settings.Adopt] = "false",
            },
            given);
    }

    [Theory]
    [InlineData("run", "--http-prot", "1")]
    [InlineData("walk")]
    public async Task An_unknown_word_is_a_usage_error(params string[] args)
    {
        var command = CofferCommand.Create((_, _) => Task.FromResult(0));

        var code = await command.Parse(args).InvokeAsync(new() { Error = TextWriter.Null, Output = TextWriter.Null });

        Assert.Equal(ExitCode.Usage, code);
    }
}
