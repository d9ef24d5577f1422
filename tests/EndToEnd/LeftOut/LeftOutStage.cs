using Coffer.EndToEnd.Tests.Harness;

namespace Coffer.EndToEnd.Tests.LeftOut;

/// <summary>One operator for all cases: each has objects of its own name, and none may be held up by another's fault.</summary>
public sealed class LeftOutStage : IAsyncLifetime
{
    private Stage? _stage;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }
    }

    internal async Task<Stage> OpenAsync(Servers servers)
    {
        if (_stage is null)
        {
            _stage = await Stage.OpenAsync(servers);
            await _stage.Vault.PutAsync("demo/config", ("username", "demo"), ("password", "winter"));
        }

        return _stage;
    }
}
