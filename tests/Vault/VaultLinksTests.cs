using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Links;
using Coffer.Vault.Tests.Support;
using Coffer.Vault.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coffer.Vault.Tests;

public sealed class VaultLinksTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly VaultOptions Options = TestOptions.Vault;
    private static readonly VaultEndpoint Big = VaultUnderTest.Endpoint(new Uri("https://vault.invalid"), "big");
    private static readonly VaultEndpoint Other = VaultUnderTest.Endpoint(new Uri("https://vault.invalid"), "other");

    private readonly TaskCompletionSource _entered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _read = new();
    private readonly VaultCall _call = new("read", HttpMethod.Get, "kv/data/app");
    private int _opened;

    public void Dispose()
    {
        _read.Set();
        _read.Dispose();
    }

    [Fact]
    public async Task A_bundle_of_CAs_that_takes_long_to_read_holds_up_only_the_VaultConnection_that_has_it()
    {
        using var links = new VaultLinks(Open, TimeProvider.System, NullLogger<VaultLinks>.Instance);
        var slow = Enumerable.Range(0, 2).Select(_ => Task.Run(() => links.Get(Big, _call))).ToList();
        await _entered.Task.WaitAsync(Deadline);

        var other = (await Task.Run(() => links.Get(Other, _call)).WaitAsync(Deadline)).Value();

        Assert.Same(other, Assert.Single(links.Snapshot()));
        _read.Set();
        var both = await Task.WhenAll(slow).WaitAsync(Deadline);
        Assert.Same(both[0].Value(), both[1].Value());
        Assert.Equal(2, _opened);
    }

    [Fact]
    public void A_bundle_that_is_no_PEM_is_told_at_each_call_and_keeps_nothing()
    {
        using var links = new VaultLinks(Open, TimeProvider.System, NullLogger<VaultLinks>.Instance);

        for (var call = 0; call < 2; call++)
        {
            Assert.Contains("CA bundle", links.Get(Other with { CaPem = "no PEM" }, _call).Failed(FailureKind.Misconfigured).Message,
                StringComparison.Ordinal);
        }

        Assert.Empty(links.Snapshot());
        links.Get(Other, _call).Value();
    }

    private VaultLink Open(VaultEndpoint endpoint)
    {
        Interlocked.Increment(ref _opened);
        if (endpoint.Uid == Big.Uid)
        {
            _entered.SetResult();
            _read.Wait(Deadline);
        }

        return new VaultLink(
            endpoint, Options, null, new ByteBudget(Options, TimeProvider.System), TimeProvider.System, NullLogger.Instance);
    }
}
