using System.Net.Http.Headers;
using Coffer.Contracts;
using Coffer.Contracts.Vault;
using Coffer.Vault.Links;

namespace Coffer.Vault.Wire;

/// <summary>One call over HTTP, with the redirects of standbys. Throws what the transport throws.</summary>
internal sealed class VaultExchange(
    HttpMessageInvoker http, VaultEndpoint endpoint, Reach reach, VaultOptions options, ByteBudget memory, TimeProvider time)
{
    private static readonly TimeSpan RoomSoon = TimeSpan.FromSeconds(1);

    /// <summary>A header may hold centuries; a login, and all who wait for it, would be held up as long.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>What keeps a call from being sent at all; null when nothing does.</summary>
    public Failure? Problem(VaultCall call)
    {
        var text = VaultPath.Escape(call.Path) is null
            ? "the path is empty or has a segment '.' or '..'"
            : reach.Problem() ?? VaultHeaders.Problem(endpoint, call);
        return text is null ? null : VaultErrors.Create(endpoint, call, FailureKind.Misconfigured, text);
    }

    /// <summary>Sends a call that has no <see cref="Problem"/>.</summary>
    public Task<Outcome<VaultAnswer>> SendAsync(VaultCall call, CancellationToken cancellation) =>
        FollowAsync(call, VaultPath.Url(endpoint.Address, VaultPath.Escape(call.Path)!, call.Query), cancellation);

    private async Task<Outcome<VaultAnswer>> FollowAsync(VaultCall call, Uri url, CancellationToken cancellation)
    {
        for (var hop = 0; ; hop++)
        {
            using var request = Request(call, url);
            using var response = await (call.Via ?? http).SendAsync(request, cancellation);
            if ((int)response.StatusCode is not (301 or 302 or 307 or 308))
            {
                return await AnswerAsync(call, response, cancellation);
            }

            if (hop == options.MaxRedirects)
            {
                return VaultErrors.Create(
                    endpoint, call, FailureKind.Unavailable, $"more than {options.MaxRedirects} redirects: no active node was found");
            }

            var next = Next(call, url, response);
            if (!next.TryGet(out var target, out var failure))
            {
                return failure;
            }

            url = target;
        }
    }

    /// <summary>
    /// A standby names the active node by its api_addr, so the token goes along; but only where <see cref="Reach"/> allows it.
    /// </summary>
    private Outcome<Uri> Next(VaultCall call, Uri url, HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        if (response.Headers.Location is not { } location || !Uri.TryCreate(url, location, out var target)
            || target.Scheme is not ("http" or "https"))
        {
            return VaultErrors.Create(endpoint, call, FailureKind.Malformed, $"{status} redirect without a usable Location");
        }

        return reach.Objection(url, target) is { } objection
            ? VaultErrors.Create(endpoint, call, FailureKind.Misconfigured, $"{status} redirect {objection}")
            : target;
    }

    private HttpRequestMessage Request(VaultCall call, Uri url)
    {
        var request = new HttpRequestMessage(call.Method, url);
        VaultHeaders.Apply(request, endpoint, call);
        if (call.Body is { } body)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }

    private async Task<Outcome<VaultAnswer>> AnswerAsync(VaultCall call, HttpResponseMessage response, CancellationToken cancellation)
    {
        var status = (int)response.StatusCode;
        var limit = response.IsSuccessStatusCode ? call.MaxAnswerBytes : VaultOptions.MaxOtherBytes;
        var read = await ResponseBody.ReadAsync(
            response.Content, limit,
            (bytes, token) => memory.EnterAsync(call.Consumer.Length > 0 ? call.Consumer : endpoint.Connection.Namespace, bytes, token),
            cancellation);
        if (read.End == BodyEnd.NoRoom)
        {
            // Says nothing of the server: it is to be asked again when others are done.
            var full = $"not read: big answers of Vault wait for each other's memory here ({options.AnswerBytesInFlight} bytes in all, a "
                + "quarter of it for a namespace)";
            return VaultErrors.Create(endpoint, call, FailureKind.Throttled, full) with { RetryAfter = RoomSoon };
        }

        if (read.End == BodyEnd.TooLong && response.IsSuccessStatusCode)
        {
            return VaultErrors.Create(
                endpoint, call, FailureKind.TooLarge, $"{status} the answer is larger than {limit} bytes, the most that is read here");
        }

        return new VaultAnswer(status, read.Bytes)
        {
            Lease = read.Lease,
            IsCut = read.End == BodyEnd.TooLong,
            MediaType = response.Content.Headers.ContentType?.MediaType ?? "",
            NamespaceEchoed = response.Headers.Contains(VaultHeaders.Namespace),
            RetryAfter = RetryAfter(response.Headers.RetryAfter),
        };
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return wait > LongestWait ? LongestWait : wait > TimeSpan.Zero ? wait : null;
    }
}
