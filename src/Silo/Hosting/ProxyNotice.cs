using Coffer.Contracts.Ports;
using Coffer.Domain.Proxies;
using Coffer.Silo.Options;

namespace Coffer.Silo.Hosting;

/// <summary>
/// Says which proxy serves what, before anything is asked through one: a proxy that somebody set for something else
/// is hard to find otherwise.
/// </summary>
internal sealed partial class ProxyNotice(CofferOptions options, IApiAddress api, ILogger<ProxyNotice> logger)
{
    public void Tell()
    {
        if (options.Proxies is { } proxies)
        {
            var (address, way, rules) = (api.Address.GetLeftPart(UriPartial.Authority), ProxyRules.Show(proxies.For(api.Address)),
                proxies.ToString());
            Told(logger, address, way, rules);
        }
    }

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Proxies: the Kubernetes API at {Api} is reached by {ApiProxy}; of Vaults, {Rules}")]
    private static partial void Told(ILogger logger, string api, string apiProxy, string rules);
}
