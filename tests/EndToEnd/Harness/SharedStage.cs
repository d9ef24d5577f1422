namespace Coffer.EndToEnd.Tests.Harness;

/// <summary>One operator for all cases of a class: each has objects of its own name, and none may be held up by another's fault.</summary>
public sealed class SharedStage : IAsyncLifetime
{
    private Stage? _stage;

    internal Servers Servers { get; } = new();

    public Task InitializeAsync() => Servers.InitializeAsync();

    public async Task DisposeAsync()
    {
        if (_stage is not null)
        {
            await _stage.DisposeAsync();
        }

        await Servers.DisposeAsync();
    }

    /// <summary>The stage; made, with a login that every case may use, when the first case asks for it.</summary>
    internal async Task<Stage> OpenAsync()
    {
        if (_stage is null)
        {
            _stage = await Stage.OpenAsync(
                Servers, "--restart-window", "1s", "--restart-interval", "5s", "--files-from", $"*={Path.GetTempPath()}");
            await _stage.DeclareLoginAsync();
            await _stage.Vault.PutAsync("demo/config", ("username", "demo"), ("password", "winter"));
        }

        return _stage;
    }
}
