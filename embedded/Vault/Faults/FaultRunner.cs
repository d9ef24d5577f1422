using System.Text;
using Coffer.Embedded.Vault.Core;
using Coffer.Embedded.Vault.Http;
using Microsoft.AspNetCore.Http;

namespace Coffer.Embedded.Vault.Faults;

/// <summary>Carries out a fault. True: the request is dealt with.</summary>
internal static class FaultRunner
{
    private const string Json = "application/json";

    public static async Task<bool> RunAsync(HttpContext context, FaultAction fault, TimeProvider time)
    {
        var aborted = context.RequestAborted;
        switch (fault)
        {
            case FaultAction.Delay(var span):
                await Task.Delay(span, time, aborted);
                return false;
            case FaultAction.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, time, aborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return true;
            case FaultAction.Abort:
                context.Abort();
                return true;
            case FaultAction.HugeBody(var bytes):
                await HugeAsync(context, bytes);
                return true;
            case FaultAction.Redirect(var location):
                context.Response.Headers.Location = location.AbsoluteUri;
                context.Response.StatusCode = StatusCodes.Status307TemporaryRedirect;
                return true;
            case FaultAction.Errors(var status, var texts):
                await AnswerWriter.WriteAsync(context.Response, new VaultAnswer { Status = status, Errors = texts }, aborted);
                return true;
            case FaultAction.EmptyData:
                await AnswerWriter.WriteAsync(context.Response, new VaultAnswer { Data = "{}"u8.ToArray() }, aborted);
                return true;
            default:
                await TextAsync(context, fault);
                return true;
        }
    }

    private static async Task TextAsync(HttpContext context, FaultAction fault)
    {
        var (status, type, body) = fault switch
        {
            FaultAction.Raw(var s, var t, var b) => (s, t, b),
            FaultAction.Html(var s) => (s, "text/html", "<html><body><h1>It works!</h1></body></html>\n"),
            FaultAction.TruncatedJson =>
                (200, Json, """{"request_id":"00000000-0000-0000-0000-000000000000","lease_id":"","data":{"data":{"a":"b"""),
            _ => (200, Json, ""),
        };
        var bytes = Encoding.UTF8.GetBytes(body);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = bytes.Length;
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private static async Task HugeAsync(HttpContext context, long bytes)
    {
        const string Head = "{\"request_id\":\"\",\"data\":{\"data\":{\"a\":\"";
        const string Tail = "\"}}}";
        var filler = new byte[64 * 1024];
        Array.Fill(filler, (byte)'x');
        context.Response.ContentType = Json;
        context.Response.ContentLength = Math.Max(bytes, Head.Length + Tail.Length);
        await context.Response.WriteAsync(Head, context.RequestAborted);
        for (var left = bytes - Head.Length - Tail.Length; left > 0; left -= filler.Length)
        {
            await context.Response.Body.WriteAsync(filler.AsMemory(0, (int)Math.Min(left, filler.Length)), context.RequestAborted);
        }

        await context.Response.WriteAsync(Tail, context.RequestAborted);
    }
}
