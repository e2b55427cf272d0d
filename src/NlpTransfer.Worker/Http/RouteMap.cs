using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace NlpTransfer.Worker.Http;

/// <summary>Routes, each behind the gate.</summary>
internal sealed class RouteMap(IEndpointRouteBuilder routes)
{
    private static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    private readonly ApiGate gate = routes.ServiceProvider.GetRequiredService<ApiGate>();

    public ApiGate Gate => gate;

    /// <summary>A page, or its head alone: the server keeps the body of an answer to HEAD back.</summary>
    public void Get(string pattern, Role role, Func<HttpContext, Task<IResult>> handler) => routes.MapMethods(pattern, Reading, gate.Guard(pattern, role, handler));

    public void Post(string pattern, Role role, Func<HttpContext, Task<IResult>> handler, bool isLimited = true) => routes.MapPost(pattern, gate.Guard(pattern, role, handler, isLimited));

    public void Delete(string pattern, Role role, Func<HttpContext, Task<IResult>> handler) => routes.MapDelete(pattern, gate.Guard(pattern, role, handler));

    /// <summary>A part of the address.</summary>
    public static string Value(HttpContext context, string name) => (string?)context.Request.RouteValues[name] ?? "";
}
