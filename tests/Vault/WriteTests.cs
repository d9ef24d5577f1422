using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Tests.Support;
using static Coffer.Vault.Tests.Support.ScriptedVault;

namespace Coffer.Vault.Tests;

/// <summary>Requests with a body.</summary>
public sealed class WriteTests : IAsyncLifetime, IDisposable
{
    private static readonly VaultWrite Write = new("", "pki/issue/web", """{"common_name":"a.example.test"}""");

    private readonly VaultUnderTest _vault = new();
    private ScriptedVault _server = null!;

    public async Task InitializeAsync() => _server = await StartAsync();

    public async Task DisposeAsync() => await _server.DisposeAsync();

    public void Dispose() => _vault.Dispose();

    [Fact]
    public async Task The_body_is_put_once_and_the_data_is_handed_out()
    {
        _server.Answer = Json(200, """{"request_id":"r","data":{"serial_number":"1d:64"},"warnings":["capped"]}""");

        var written = (await WriteAsync()).Value();

        Assert.Equal("""{"serial_number":"1d:64"}""", written.Text());
        Assert.Equal(["capped"], written.Warnings);
        var heard = Assert.Single(_server.Reads);
        Assert.Equal(("PUT", "/v1/pki/issue/web", Write.Body), (heard.Method, heard.Target, heard.Body));
    }

    [Fact]
    public async Task An_answer_without_content_is_data_without_JSON()
    {
        _server.Answer = Json(204, "");

        Assert.True((await WriteAsync()).Value().Json.IsEmpty);
    }

    [Fact]
    public async Task A_failure_is_not_tried_again_here()
    {
        _server.Answer = Json(500, """{"errors":["1 error occurred:\n\t* no storage\n\n"]}""");

        (await WriteAsync()).Failed(FailureKind.ServerError);
        Assert.Single(_server.Reads);
    }

    private Task<Outcome<VaultData>> WriteAsync() =>
        _vault.Secrets.WriteAsync(VaultUnderTest.Endpoint(_server), VaultUnderTest.Token, Write, default);
}
