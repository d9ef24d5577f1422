using Coffer.Vault.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Coffer.Vault.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var options = TestOptions.Vault with
        {
            Concurrency = 0,
            TryTimeout = TimeSpan.Zero,
            QueueTimeout = TimeSpan.Zero,
            MaxReadBytes = 0,
            AnswerBytesInFlight = -4,
            MaxRedirects = -1,
            BreakAfter = 1,
            BreakWindow = TimeSpan.Zero,
            BreakMin = TimeSpan.Zero,
            BreakMax = TimeSpan.FromSeconds(-1),
        };

        var refused = Assert.Throws<ArgumentException>(() => new ServiceCollection().AddVault(options));

        Assert.Equal(10, options.Problems().Count);
        Assert.All(options.Problems(), problem => Assert.Contains(problem, refused.Message, StringComparison.Ordinal));
    }
}
