import type { Route } from './http.ts'
import { catalogRoutes } from './routes-catalog.ts'
import { libraryRoutes } from './routes-library.ts'
import { meRoutes } from './routes-me.ts'
import { playerCommandRoutes } from './routes-player.ts'
import { playerStateRoutes } from './routes-player-state.ts'
import { playlistItemRoutes } from './routes-playlist-items.ts'
import { playlistRoutes } from './routes-playlists.ts'
import { searchRoutes } from './routes-search.ts'

/** All operations that a new development-mode app may call: the 49 of the contract that are not deprecated. */
export const routes: Route[] = [
  ...searchRoutes,
  ...catalogRoutes,
  ...meRoutes,
  ...libraryRoutes,
  ...playlistRoutes,
  ...playlistItemRoutes,
  ...playerStateRoutes,
  ...playerCommandRoutes,
]
