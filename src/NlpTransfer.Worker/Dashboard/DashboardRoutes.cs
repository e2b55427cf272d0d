using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using NlpTransfer.Worker.Http;
using NlpTransfer.Worker.Jobs;
using NlpTransfer.Worker.Models;
using NlpTransfer.Worker.Security;

namespace NlpTransfer.Worker.Dashboard;

/// <summary>Pages for people. Whoever has a key signs in with it; their browser then keeps a session's word, not the key.</summary>
internal static class DashboardRoutes
{
    public static void Map(RouteMap map, IServiceProvider services)
    {
        var (gate, sessions) = (map.Gate, services.GetRequiredService<Sessions>());
        var (queue, files) = (services.GetRequiredService<JobQueue>(), services.GetRequiredService<JobFiles>());
        var (overview, job) = (new OverviewPage(queue, files, services.GetRequiredService<ModelRegistry>()), new JobPage(queue, files));
        Task<IResult> Shown(HttpContext c, Func<Role, Task<IResult>> page) => gate.RoleOf(c) is >= Role.Read and var role ? page(role) : Task.FromResult(Results.Redirect("/login"));
        map.Get("/", Role.None, c => Shown(c, role => overview.RenderAsync(role, gate.NeedsKey)));
        map.Get("/jobs/{id}", Role.None, c => Shown(c, role => job.RenderAsync(RouteMap.Value(c, "id"), role, gate.NeedsKey)));
        map.Get("/login", Role.None, _ => Task.FromResult(Login("")));
        map.Post("/login", Role.None, c => SignInAsync(c, gate, sessions));
        map.Post("/logout", Role.None, c =>
        {
            if (c.Request.Cookies[Sessions.Cookie] is { } word) sessions.End(word);
            c.Response.Cookies.Delete(Sessions.Cookie);
            return Task.FromResult(Results.Redirect("/login"));
        });
        map.Get("/app.css", Role.None, _ => Task.FromResult(Results.Stream(WorkerRoutes.Resource("app.css"), "text/css; charset=utf-8")));
        map.Get("/app.js", Role.None, _ => Task.FromResult(Results.Stream(WorkerRoutes.Resource("app.js"), "text/javascript; charset=utf-8")));
    }

    private static async Task<IResult> SignInAsync(HttpContext context, ApiGate gate, Sessions sessions)
    {
        if (!context.Request.HasFormContentType) throw new JobException(JobFault.Invalid, "Expected the form of the sign-in page.");
        IFormCollection form;
        try
        {
            form = await context.Request.ReadFormAsync();
        }
        catch (InvalidDataException)
        {
            throw new JobException(JobFault.Invalid, "The form cannot be read.");
        }
        if (gate.Find(form["key"].ToString()) is not { } who) return Login("This is no key of this worker.");
        context.Response.Cookies.Append(Sessions.Cookie, sessions.Begin(who.Name, who.Role), new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = context.Request.IsHttps, Path = "/" });
        return Results.Redirect("/");
    }

    private static IResult Login(string fault) => Page.Of("Sign in", $"""
        <h1>Sign in</h1>
        <form method="post" action="/login"><label>API key <input name="key" type="password" autocomplete="current-password" required autofocus></label><button>Sign in</button></form>
        <p role="alert">{Page.Text(fault)}</p>
        """, signsOut: false);
}
